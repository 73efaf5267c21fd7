/** What an entry says, member by member. What was not counted is said, not left out or shown as 0. */
import type { JSX } from "preact";
import { findKind, findOutcome } from "../../domain/catalogue";
import type { FieldValue } from "../../domain/wire/activity";
import type { Catalogue, FieldDefinition } from "../../domain/wire/catalogue";
import type { Place, Unit } from "../../domain/wire/surroundings";
import type { OwnEntry } from "../../phone";
import { formatNumber, stockholm } from "../../ui/format";
import { label, messages, type Messages } from "../../ui/messages";
import { Badge } from "../../ui/notice";
import { useApp } from "../app/context";
import { isOffline } from "../home/state-words";
import { unitName } from "../log-activity/units";
import { isEveningKind, placeWords, statusWords, whenWords } from "./entry-words";

/** What the screen of one entry is drawn from. */
export interface EntryView {
  entry: OwnEntry;
  catalogue: Catalogue | null;
  places: Place[];
  units: Unit[];
}

type Fact = [name: string, words: JSX.Element | string];

export function EntryFacts(view: EntryView): JSX.Element {
  const { sync } = useApp();
  const m = messages.value;
  const status = statusWords(view.entry.status, isOffline(sync.value), m);
  const facts: Fact[] = [
    [
      m.entry.status,
      <Badge tone={status.tone} icon={status.icon}>
        {status.words}
      </Badge>,
    ],
    [m.entry.receipt, view.entry.receipt ?? m.entry.noReceipt],
    ...contentFacts(view, m),
  ];
  return (
    <dl class="facts">
      {facts.map(([name, words]) => (
        <>
          <dt>{name}</dt>
          <dd>{words}</dd>
        </>
      ))}
    </dl>
  );
}

function contentFacts({ entry, catalogue, places, units }: EntryView, m: Messages): Fact[] {
  const { activity } = entry;
  const today = stockholm(new Date()).date;
  const kind = catalogue && findKind(catalogue, activity.kind, activity.kind_revision);
  const when = whenWords(activity, entry.service_date, isEveningKind(kind), m, today);
  const endUnknown =
    activity.state === "done" && activity.time_precision !== "evening" && !activity.ended_at;
  const facts: Fact[] = [[m.entry.when, endUnknown ? `${when}, ${m.entry.endUnknown}` : when]];
  const place = placeWords(activity, places, m);
  if (place !== null) facts.push([m.entry.where, place]);
  if (activity.state !== "done") facts.push([m.form.state, m.form.states[activity.state]]);
  if (activity.cancel_reason !== null) {
    const known: Record<string, string> = m.form.cancelReasons;
    facts.push([m.entry.reason, known[activity.cancel_reason] ?? activity.cancel_reason]);
  }
  if (kind?.asks_requested_by) {
    facts.push([m.entry.requestedBy, m.form.requested[activity.requested_by]]);
  }
  const reached = units.filter((unit) => activity.unit_ids.includes(unit.id));
  if (reached.length > 0) {
    facts.push([m.entry.units, reached.map((unit) => unitName(unit, m)).join(", ")]);
  }
  for (const field of kind?.fields ?? []) {
    const value = activity.fields[field.code] ?? null;
    if (value !== null) facts.push([label(field.label), fieldWords(field, value, m)]);
  }
  for (const code of kind?.outcomes ?? []) {
    const count = activity.outcomes[code] ?? null;
    const outcome = catalogue && findOutcome(catalogue, code);
    if (count !== null && outcome) facts.push([label(outcome.plural), formatNumber(count)]);
  }
  if (activity.note !== null) facts.push([m.entry.note, activity.note]);
  return facts;
}

function fieldWords(field: FieldDefinition, value: FieldValue, m: Messages): string {
  if (typeof value === "boolean") return value ? m.form.yes : m.form.no;
  if (typeof value === "number") {
    return field.unit ? `${formatNumber(value)}\u00a0${label(field.unit)}` : formatNumber(value);
  }
  const choice = field.choices.find((one) => one.value === value);
  return choice ? label(choice.label) : (value ?? "");
}
