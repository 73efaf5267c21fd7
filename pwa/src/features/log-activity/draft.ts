/**
 * What the form holds while it is being filled in. Pure: every change gives a new draft, and the
 * finished activity is made in one place.
 */
import { liveFields, membershipFor, startForm } from "../../domain/catalogue";
import { proposeRequestedBy } from "../../domain/requested-by";
import type { Activity, ActivityState, FieldValue, RequestedBy } from "../../domain/wire/activity";
import type { Kind } from "../../domain/wire/catalogue";
import type { Membership } from "../../domain/wire/session";
import type { Place, Wish } from "../../domain/wire/surroundings";
import { stockholm } from "../../ui/format";
import { type FormTime, formTimeOf, timeMembers } from "./times";

export interface Draft {
  activity: Activity;
  time: FormTime;
  /** The person chose it, so a new place no longer proposes another. */
  ownRequestedBy: boolean;
  /** Fields the person set by hand; a place proposes only the others. */
  ownFields: readonly string[];
  /** Something was changed: leaving would lose it. */
  dirty: boolean;
}

export const SPEED_LIMIT = "speed_limit";

export interface StartWith {
  kind: Kind;
  memberships: readonly Membership[];
  /** The municipality to begin with; a chosen place decides over it. */
  municipality_code: string;
  now: Date;
}

/** A new entry: now, nothing counted, no place. Null when nobody the person writes for may log it. */
export function startDraft({ kind, memberships, municipality_code, now }: StartWith): Draft | null {
  const membership = membershipFor(kind, municipality_code, memberships);
  if (membership === null) return null;
  const activity = startForm(kind, {
    municipality_code,
    organisation_id: membership.organisation_id,
    now,
  });
  return {
    activity,
    time: formTimeOf(activity, now),
    ownRequestedBy: false,
    ownFields: [],
    dirty: false,
  };
}

/** A written entry opened again, to be corrected or repaired. Nothing in it is proposed anew. */
export function openDraft(activity: Activity, kind: Kind, now: Date): Draft {
  const fields: Record<string, FieldValue> = {};
  for (const field of liveFields(kind)) fields[field.code] = null;
  const outcomes: Record<string, number | null> = {};
  for (const code of kind.outcomes) outcomes[code] = null;
  return {
    activity: {
      ...activity,
      fields: { ...fields, ...activity.fields },
      outcomes: { ...outcomes, ...activity.outcomes },
    },
    time: formTimeOf(activity, now),
    ownRequestedBy: true,
    ownFields: liveFields(kind).map((field) => field.code),
    dirty: false,
  };
}

function changed(draft: Draft, members: Partial<Activity>): Draft {
  return { ...draft, activity: { ...draft.activity, ...members }, dirty: true };
}

/** What a place brings with it: municipality, organisation, speed limit, and who asked. */
export function choosePlace(
  draft: Draft,
  place: Place,
  kind: Kind,
  memberships: readonly Membership[],
  wishes: readonly Wish[],
): Draft {
  const membership = membershipFor(kind, place.municipality_code, memberships);
  const fields = { ...draft.activity.fields };
  const limited = liveFields(kind).find((field) => field.code === SPEED_LIMIT);
  if (limited && !draft.ownFields.includes(SPEED_LIMIT)) {
    const proposed = String(place.speed_limit ?? "");
    const offered = limited.choices.some((choice) => choice.value === proposed);
    fields[SPEED_LIMIT] = offered ? proposed : null;
  }
  const placed = changed(draft, {
    place_id: place.id,
    place_name: null,
    municipality_code: place.municipality_code,
    organisation_id: membership?.organisation_id ?? draft.activity.organisation_id,
    fields,
  });
  return proposed(placed, kind, wishes);
}

/** The wish that stands on the place answers "who asked" unless the person has. */
function proposed(draft: Draft, kind: Kind, wishes: readonly Wish[]): Draft {
  if (!kind.asks_requested_by || draft.ownRequestedBy) return draft;
  return changed(draft, proposalFor(draft, kind, wishes));
}

function proposalFor(
  draft: Draft,
  kind: Kind,
  wishes: readonly Wish[],
): Pick<Activity, "requested_by" | "wish_ids"> {
  return proposeRequestedBy(wishes, {
    kind: kind.code,
    place_id: draft.activity.place_id,
    service_date: draft.time.date,
  });
}

export function clearPlace(draft: Draft): Draft {
  return changed(draft, { place_id: null, place_name: null, wish_ids: [] });
}

/** A place that isn't in the list, in the person's own words. */
export function namePlace(draft: Draft, name: string): Draft {
  const members = changed(draft, { place_id: null, place_name: name, wish_ids: [] });
  return draft.ownRequestedBy ? members : changed(members, { requested_by: "unknown" });
}

/** Choosing *Invånare har önskat* links the wishes that stand open there; any other unlinks them. */
export function chooseRequestedBy(
  draft: Draft,
  requested_by: RequestedBy,
  kind: Kind,
  wishes: readonly Wish[],
): Draft {
  const wish_ids = requested_by === "citizens" ? proposalFor(draft, kind, wishes).wish_ids : [];
  return { ...changed(draft, { requested_by, wish_ids }), ownRequestedBy: true };
}

export function chooseMunicipality(
  draft: Draft,
  municipality_code: string,
  kind: Kind,
  memberships: readonly Membership[],
): Draft {
  const membership = membershipFor(kind, municipality_code, memberships);
  return changed(draft, {
    municipality_code,
    organisation_id: membership?.organisation_id ?? draft.activity.organisation_id,
    unit_ids: [],
  });
}

export function setTime(draft: Draft, time: FormTime): Draft {
  return { ...draft, time, dirty: true };
}

export function setField(draft: Draft, code: string, value: FieldValue): Draft {
  const own = draft.ownFields.includes(code) ? draft.ownFields : [...draft.ownFields, code];
  return {
    ...changed(draft, { fields: { ...draft.activity.fields, [code]: value } }),
    ownFields: own,
  };
}

export function setOutcome(draft: Draft, code: string, value: number | null): Draft {
  return changed(draft, { outcomes: { ...draft.activity.outcomes, [code]: value } });
}

export function toggleUnit(draft: Draft, id: string): Draft {
  const ids = draft.activity.unit_ids;
  return changed(draft, {
    unit_ids: ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id],
  });
}

export function setNote(draft: Draft, note: string): Draft {
  return changed(draft, { note });
}

export function setState(draft: Draft, state: ActivityState): Draft {
  return changed(draft, {
    state,
    cancel_reason: state === "cancelled" ? draft.activity.cancel_reason : null,
  });
}

export function setCancelReason(draft: Draft, cancel_reason: string | null): Draft {
  return changed(draft, { cancel_reason });
}

/** The activity as it is saved: times as instants, empty texts as null. */
export function finishDraft(draft: Draft): Activity {
  const { activity } = draft;
  return {
    ...activity,
    ...timeMembers(draft.time),
    place_name: emptyAsNull(activity.place_name),
    note: emptyAsNull(activity.note),
  };
}

function emptyAsNull(text: string | null): string | null {
  const trimmed = text?.trim().normalize("NFC") ?? "";
  return trimmed === "" ? null : trimmed;
}

/**
 * A kind that is only a place and a time: tapping a suggested place saves it at once. The catalogue
 * decides, by asking for nothing else on the fast path.
 */
export function savesAtPlace(kind: Kind): boolean {
  return (
    kind.needs_place &&
    !kind.takes_units &&
    liveFields(kind).every((field) => !field.fast && !field.required)
  );
}

/** "Nu, kl. 21.05" holds while the form still says the minute it was opened. */
export function isNow(draft: Draft, now: Date): boolean {
  if (draft.time.precision !== "exact" || draft.time.end !== "") return false;
  const start = draft.activity.started_at;
  if (start === null || stockholm(start).time !== draft.time.start) return false;
  const age = now.getTime() - new Date(start).getTime();
  return age >= 0 && age < 15 * 60_000 && stockholm(start).date === draft.time.date;
}
