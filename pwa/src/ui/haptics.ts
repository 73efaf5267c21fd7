/** Says with the phone's motor what the screen says in words; silent where there is none. */
export function buzz(pattern: "saved" | "stopped"): void {
  // Safari has no vibrate at all; Firefox on a desk has the method and returns false.
  if (typeof navigator.vibrate !== "function") return;
  navigator.vibrate(pattern === "saved" ? 40 : [60, 60, 60]);
}
