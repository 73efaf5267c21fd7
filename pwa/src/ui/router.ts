/**
 * Hash routes. A hash keeps the installed app one cached document, so a link works offline. Our own
 * forty lines instead of a package: the whole need is a name, one parameter and a way back.
 */
import { signal } from "@preact/signals";

export type RouteName =
  | "home"
  | "write"
  | "my-log"
  | "entry"
  | "correct"
  | "repair"
  | "repair-entry"
  | "promises"
  | "promise"
  | "commitment"
  | "settings"
  | "sign-in"
  | "missing";

export interface Route {
  name: RouteName;
  /** The kind code or id in the address, "" where the route has none. */
  id: string;
}

const NAMES: Record<string, { bare?: RouteName; withId?: RouteName }> = {
  "": { bare: "home" },
  "skriv-in": { withId: "write" },
  "min-logg": { bare: "my-log" },
  entry: { withId: "entry" },
  andra: { withId: "correct" },
  ratta: { bare: "repair", withId: "repair-entry" },
  loften: { bare: "promises" },
  lofte: { withId: "promise" },
  atagande: { withId: "commitment" },
  installningar: { bare: "settings" },
  "logga-in": { bare: "sign-in" },
};

/** "#/lofte/abc" → {name: "promise", id: "abc"}; anything unknown is `missing`. */
export function parseRoute(hash: string): Route {
  const [first = "", rest = ""] = hash.replace(/^#?\/?/, "").split("/", 2);
  const names = NAMES[first];
  if (!names) return { name: "missing", id: "" };
  if (rest === "") return { name: names.bare ?? "missing", id: "" };
  const id = decoded(rest);
  return names.withId && id !== null ? { name: names.withId, id } : { name: "missing", id: "" };
}

/** null for an address that is not valid percent-encoding, such as a link cut off in a message. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

export const route = signal<Route>({ name: "home", id: "" });

/** The address of a screen, for links. */
export function href(path: string, id?: string): string {
  return id === undefined ? `#/${path}` : `#/${path}/${encodeURIComponent(id)}`;
}

export function go(address: string): void {
  window.location.hash = address;
}

/** Leaves a screen without leaving it in the history: Back must not reopen a saved form. */
export function replace(address: string): void {
  window.history.replaceState(null, "", address);
  route.value = parseRoute(window.location.hash);
}

export function startRouter(): void {
  const read = (): void => {
    route.value = parseRoute(window.location.hash);
  };
  window.addEventListener("hashchange", read);
  read();
}
