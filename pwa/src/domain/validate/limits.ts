/* What several of the checks share: pointers, limits and how a length is counted. */
import type { FieldError } from "../problem";

export const NOTE_MAX_LENGTH = 500;
export const PLACE_NAME_MAX_LENGTH = 120;
export const SERIES_MAX_LENGTH = 80;
export const REASON_MAX_LENGTH = 200;
export const MAX_COUNT = 1_000_000;

/** A fault of one member of the entry, by its name or its path from there. */
export function at(member: string, detail: string): FieldError {
  return { pointer: `#/activity/${member}`, detail };
}

/** A code as one token of a JSON pointer (RFC 6901). */
export function token(code: string): string {
  return code.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Whether a value is something counted: a whole number, 0 or more. */
export function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_COUNT;
}

/** Characters as the server counts them: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
