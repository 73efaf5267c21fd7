/** An entry behind a number in words, as precise as the server lets this person see. Pure. */
import type { Contribution } from "../../domain/wire/progress";
import { formatDate, formatMonth, formatTimeSpan } from "../../ui/format";
import type { Messages } from "../../ui/messages";

/** "24 okt. 2020 kl. 21.00–21.40", "24 okt. 2020", or "oktober 2020". */
export function contributionWhen(one: Contribution): string {
  if (one.precision === "month" || one.service_date === null) return formatMonth(one.month);
  const day = formatDate(one.service_date);
  if (one.precision === "day" || one.started_at === null) return day;
  return `${day} ${formatTimeSpan(one.started_at, one.ended_at)}`;
}

/** Place (or municipality), organisation and who asked, with what is hidden left out. */
export function contributionFacts(
  one: Contribution,
  municipalityNames: ReadonlyMap<string, string>,
  m: Messages,
): string[] {
  const facts = [
    one.place_name ?? municipalityNames.get(one.municipality_code) ?? one.municipality_code,
    one.organisation_name,
  ];
  if (one.requested_by !== null && one.requested_by !== "unknown") {
    facts.push(m.form.requested[one.requested_by]);
  }
  return facts;
}

/** "Kvitto 1043-2, version 2": what to name when asking about an entry. */
export function contributionRefs(one: Contribution, m: Messages): string | null {
  const refs = [
    one.receipt === null ? null : m.log.receipt(one.receipt),
    one.revision === null || one.revision <= 1 ? null : m.board.revision(one.revision),
  ].filter((words) => words !== null);
  return refs.length > 0 ? refs.join(", ") : null;
}

/** Why it is shown no closer than this. */
export function precisionWords(one: Contribution, m: Messages): string | null {
  switch (one.precision) {
    case "full":
      return null;
    case "day":
      return m.board.dayOnly;
    case "month":
      return m.board.monthOnly;
  }
}
