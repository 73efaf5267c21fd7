/* Words for a number the server has counted. Nothing is counted here. */
import type { ProgressRow, ProgressStatus } from "./wire";

export const PROGRESS_WORDS: Readonly<Record<ProgressStatus, string>> = {
  met: "Uppfyllt",
  in_progress: "Pågår",
  not_started: "Inte påbörjat",
  undecided: "Går inte att avgöra",
  partly_met: "Delvis uppfyllt",
  not_met: "Inte uppfyllt",
  continuous: "Löpande",
  no_entries: "Inget inskrivet ännu",
  not_measured: "Mäts inte",
  withdrawn: "Utgår",
};

/** "33", "minst 201", "4–6", or the source's own words; null where nothing is counted. */
export function numberText(row: Pick<ProgressRow, "low" | "high" | "adjustments">): string | null {
  if (row.low === null) return null;
  if (row.high === row.low) return `${row.low}`;
  if (row.high !== null) return `${row.low}–${row.high}`;
  if (row.low > 0) return `minst ${row.low}`;
  // Zero known and no upper bound says nothing as a number; the adjustment says why.
  return row.adjustments.find((adjustment) => adjustment.words !== null)?.words ?? "okänt antal";
}

/** "33 (löftet: minst 20)"; without a target only the number; null where nothing is counted. */
export function progressText(
  row: Pick<ProgressRow, "low" | "high" | "adjustments" | "target">,
): string | null {
  const number = numberText(row);
  if (number === null || row.target === null) return number;
  return `${number} (löftet: minst ${row.target})`;
}

/** Filled part of the bar, 0 to 1, over-fulfilment clipped; null where there is no target. */
export function barShare(row: Pick<ProgressRow, "low" | "target">): number | null {
  if (row.target === null || row.target <= 0 || row.low === null) return null;
  return Math.min(1, Math.max(0, row.low / row.target));
}
