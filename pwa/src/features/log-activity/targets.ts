/**
 * From the pointer of a problem ("#/activity/outcomes/licence_seized") to the control on the form
 * that can put it right. Pure.
 */
import type { Activity } from "../../domain/wire/activity";
import type { Catalogue, Kind } from "../../domain/wire/catalogue";
import { findOutcome } from "../../domain/catalogue";
import { label, type Messages } from "../../ui/messages";

export interface Target {
  /** The id of the control in the document. */
  id: string;
  /** What the control is called on the form. */
  name: string;
}

export const TARGETS = {
  place: "form-place",
  time: "form-time",
  start: "form-start",
  end: "form-end",
  requestedBy: "form-requested-by",
  municipality: "form-municipality",
  units: "form-units",
  note: "form-note",
  state: "form-state",
  cancelReason: "form-cancel-reason",
  summary: "form-problems",
} as const;

export function fieldId(code: string): string {
  return `form-field-${code}`;
}

export function outcomeId(code: string): string {
  return `form-outcome-${code}`;
}

/** Null for something no control on the form can change, such as the person's rights. */
export function targetOf(
  pointer: string,
  kind: Kind,
  catalogue: Catalogue,
  m: Messages,
): Target | null {
  const [first = "", second = "", third = ""] = pointer
    .replace(/^#?\//, "")
    .split("/")
    .map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"));
  const [member, code] = first === "activity" ? [second, third] : [first, second];
  switch (member) {
    case "fields": {
      const field = kind.fields.find((one) => one.code === code);
      return field && !field.retired ? { id: fieldId(code), name: label(field.label) } : null;
    }
    case "outcomes": {
      if (!kind.outcomes.includes(code)) return null;
      const outcome = findOutcome(catalogue, code);
      return { id: outcomeId(code), name: outcome ? label(outcome.label) : code };
    }
    case "place_id":
    case "place_name":
    case "position":
    case "location_type":
      return { id: TARGETS.place, name: m.form.place };
    case "municipality_code":
      return { id: TARGETS.municipality, name: m.form.municipality };
    case "started_at":
      return { id: TARGETS.start, name: m.form.start };
    case "ended_at":
      return { id: TARGETS.end, name: m.form.end };
    case "service_date":
    case "time_precision":
      return { id: TARGETS.time, name: m.form.time };
    case "requested_by":
    case "wish_ids":
      return { id: TARGETS.requestedBy, name: m.form.requestedBy };
    case "unit_ids":
      return { id: TARGETS.units, name: m.form.units };
    case "note":
      return { id: TARGETS.note, name: m.form.note };
    case "state":
      return { id: TARGETS.state, name: m.form.state };
    case "cancel_reason":
      return { id: TARGETS.cancelReason, name: m.form.cancelReason };
    default:
      return null;
  }
}

/** The sentence for each control that has one; the first of several stands. */
export function errorsById(
  errors: readonly { pointer: string; detail: string }[],
  kind: Kind,
  catalogue: Catalogue,
  m: Messages,
): Record<string, string> {
  const byId: Record<string, string> = {};
  for (const error of errors) {
    const target = targetOf(error.pointer, kind, catalogue, m);
    if (target) byId[target.id] ??= error.detail;
  }
  return byId;
}

/** Members that are put right together: choosing a place in the list answers an error in the typed one. */
const GROUPS: readonly (readonly (keyof Activity)[])[] = [
  ["place_id", "place_name", "position", "municipality_code"],
  ["started_at", "ended_at", "service_date", "time_precision"],
  ["requested_by", "wish_ids"],
  ["state", "cancel_reason"],
];

function memberAt(activity: Activity, pointer: string): unknown {
  const [member = "", code = ""] = pointer.replace(/^#?\/activity\//, "").split("/");
  if (member === "fields") return activity.fields[code];
  if (member === "outcomes") return activity.outcomes[code];
  const group = GROUPS.find((members) => members.some((one) => one === member));
  if (group) return group.map((one) => activity[one]);
  return member in activity ? activity[member as keyof Activity] : null;
}

/** The errors about what has not been changed since they were found; the rest are answered. */
export function standingErrors<E extends { pointer: string }>(
  errors: readonly E[],
  then: Activity,
  now: Activity,
): E[] {
  const same = (pointer: string): boolean =>
    JSON.stringify(memberAt(then, pointer)) === JSON.stringify(memberAt(now, pointer));
  return errors.filter((error) => same(error.pointer));
}
