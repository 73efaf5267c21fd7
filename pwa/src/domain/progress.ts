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

/** "33 (löftet: minst 20)", "minst 200", "4"; null where nothing is counted. */
export function progressText(row: ProgressRow): string | null {
  throw new Error(`not written yet: ${row.commitment_id}`);
}

/** Filled part of the bar, 0 to 1, over-fulfilment clipped; null where there is no target. */
export function barShare(row: Pick<ProgressRow, "low" | "target">): number | null {
  if (row.target === null || row.target <= 0 || row.low === null) return null;
  return Math.min(1, Math.max(0, row.low / row.target));
}
