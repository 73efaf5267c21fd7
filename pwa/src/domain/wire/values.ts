/*
 * The values that travel between phone and server, exactly as they stand on the wire (snake_case).
 * Every file in this folder has types only: nothing here computes. Absent and null mean the same.
 */

/** RFC 3339 with offset. */
export type Instant = string;

/** ISO calendar date, e.g. "2026-10-24". */
export type IsoDate = string;

/** Month as "2026-10". */
export type IsoMonth = string;

/** A text in both languages of the catalogue. */
export interface Label {
  sv: string;
  en: string;
}
