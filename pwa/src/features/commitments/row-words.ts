/**
 * A progress row in words. Pure. Every number comes from the server; nothing is counted here, and an
 * open interval is said as the source said it ("drygt 200"), never as an exact number.
 */
import type { Adjustment, ProgressRow, ProgressStatus } from "../../domain/wire/progress";
import { formatDate, formatNumber, formatPeriod } from "../../ui/format";
import type { IconName } from "../../ui/icon";
import type { Messages } from "../../ui/messages";

/** "33", "4–6", "drygt 200" (all of it from one source), "minst 213"; null where nothing is counted. */
export function amountWords(row: ProgressRow, m: Messages): string | null {
  if (row.low === null) return null;
  if (row.high === row.low) return formatNumber(row.low);
  const only = row.adjustments.length === 1 ? row.adjustments[0] : undefined;
  if (only?.words && only.low === row.low && only.high === row.high) return only.words;
  if (row.high !== null) return `${formatNumber(row.low)}\u2013${formatNumber(row.high)}`;
  return row.low > 0 ? m.row.atLeast(formatNumber(row.low)) : m.row.unknown;
}

/** The big line of a row: "33 (löftet: minst 20)", "3 av 8", "Gjort", "Löpande". */
export function valueWords(row: ProgressRow, m: Messages): string | null {
  const amount = amountWords(row, m);
  if (amount === null || row.low === null) return null;
  const isSilent = row.low === 0 && row.high === null;
  switch (row.type) {
    case "milestone":
    case "cohort":
      if (isSilent) return amount;
      return row.low >= 1 ? m.row.done : m.row.notDone;
    case "coverage":
      return row.target === null || isSilent
        ? amount
        : m.row.ofTarget(amount, formatNumber(row.target));
    case "continuous":
      // Where the follow-up gave a number, that is what residents read; the entries stand behind it.
      if (row.adjustments.length > 0) return amount;
      return row.entries > 0 ? m.row.entries(row.entries) : null;
    default:
      if (row.target === null) return amount;
      return m.row.withTarget(amount, formatNumber(row.target));
  }
}

/** "13 fler än löftet": what the bar, filled to the brim, can't show. */
export function overWords(row: ProgressRow, m: Messages): string | null {
  if (row.target === null || row.low === null || row.low <= row.target) return null;
  if (row.type === "milestone" || row.type === "cohort" || row.type === "coverage") return null;
  return m.row.more(row.low - row.target);
}

/** The shares of the number: "varav 21 efter invånares önskemål"; null where none is known. */
export function partWords(row: ProgressRow, m: Messages): string | null {
  const known: Record<string, (n: number) => string> = {
    citizens: m.row.parts.citizens,
    partner: m.row.parts.partner,
    own_planning: m.row.parts.own_planning,
    incident: m.row.parts.incident,
    unknown: m.row.parts.unknown,
  };
  const parts = row.parts
    .filter((part) => part.value > 0)
    .map((part) => known[part.code]?.(part.value) ?? m.row.parts.other(part.code, part.value));
  return parts.length > 0 ? m.row.ofWhich(parts.join(", ")) : null;
}

/** "drygt 200, 1 jan. 2020 – 31 dec. 2020" */
export function adjustmentWords(adjustment: Adjustment, m: Messages): string {
  const words =
    adjustment.words ??
    (adjustment.high === adjustment.low
      ? formatNumber(adjustment.low)
      : m.row.atLeast(formatNumber(adjustment.low)));
  return m.row.adjustment(words, formatPeriod(adjustment.starts_on, adjustment.ends_on));
}

/** "Pandemi, 15 mars 2020: bara ett möte hölls. I stället: utskick till alla." */
export function deviationWords(row: ProgressRow, m: Messages): string[] {
  return row.deviations.map((deviation) => {
    const why = [
      m.row.reasons[deviation.reason],
      deviation.occurred_on ? formatDate(deviation.occurred_on) : null,
    ].filter(Boolean);
    const lead = why.length > 0 ? `${why.join(", ")}: ` : "";
    const instead = deviation.substitute_text
      ? ` ${m.row.substitute(deviation.substitute_text)}`
      : "";
    return `${lead}${deviation.text}${instead}`;
  });
}

/** What is still open about the number: waiting for review, possibly double, masked. */
export function caveatWords(row: ProgressRow, m: Messages): string[] {
  const words: string[] = [];
  if (row.latest_on !== null && row.type === "continuous") {
    words.push(m.row.latest(formatDate(row.latest_on)));
  }
  if (row.expected_by_now !== null && row.status === "in_progress") {
    words.push(m.row.expected(row.expected_by_now));
  }
  if (row.pending_review > 0) words.push(m.row.pending(row.pending_review));
  if (row.possible_duplicates > 0) words.push(m.row.duplicates(row.possible_duplicates));
  if (row.masked) words.push(m.row.masked);
  return words;
}

type Tone = "good" | "warn" | "info";

/** How a status looks; the word beside it says the same. */
export function statusLook(status: ProgressStatus): { tone: Tone; icon: IconName } {
  switch (status) {
    case "met":
      return { tone: "good", icon: "checkRing" };
    case "continuous":
      return { tone: "good", icon: "loop" };
    case "partly_met":
    case "not_met":
      return { tone: "warn", icon: "alert" };
    case "in_progress":
      return { tone: "info", icon: "waiting" };
    case "not_started":
    case "no_entries":
    case "undecided":
    case "not_measured":
    case "withdrawn":
      return { tone: "info", icon: "info" };
  }
}
