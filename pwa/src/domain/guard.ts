/*
 * Looks for what could identify a person in free text, before it is saved. Names cannot be found, and the
 * screen says so.
 */

export type GuardKind =
  "personal_number" | "coordination_number" | "mobile_number" | "email" | "registration_plate";

export interface GuardHit {
  kind: GuardKind;
  /** Strong stops the saving; weak asks whether it is what it looks like. */
  strength: "strong" | "weak";
  /** Where in the text, in UTF-16 units. */
  start: number;
  end: number;
}

/** Every hit, in the order they stand. */
export function guard(text: string): GuardHit[] {
  throw new Error(`not written yet: ${text.length}`);
}
