/*
 * Says what is wrong with an operation before it is saved, with the same pointers the server would give.
 * The server decides; this only predicts, and contract/activities/ keeps the two alike. What the phone
 * cannot know (a place it never received, a kind revision newer than its catalogue) is left to the server.
 */
import { findKind } from "./catalogue";
import { guard, guardSentence, type GuardHit } from "./guard";
import type { FieldError } from "./problem";
import { addDays, swedishTime } from "./service-date";
import type { Activity, FieldValue } from "./wire/activity";
import type { Catalogue, FieldDefinition, Kind } from "./wire/catalogue";
import type { Operation } from "./wire/operation";
import type { Place } from "./wire/surroundings";
import type { IsoDate } from "./wire/values";

export interface ValidationContext {
  catalogue: Catalogue;
  /** Every place the phone knows; a place it does not know is left to the server. */
  places: readonly Pick<Place, "id" | "municipality_code">[];
}

/** How far after the operation's own device_time an entry that is not planned may start. */
export const START_AHEAD_LIMIT_MS = 10 * 60_000;
export const NOTE_MAX_LENGTH = 500;
export const PLACE_NAME_MAX_LENGTH = 120;
export const SERIES_MAX_LENGTH = 80;
export const REASON_MAX_LENGTH = 200;
const MAX_COUNT = 1_000_000;

/** Where people walk, no position is asked for or sent. */
const KINDS_WITHOUT_POSITION: readonly string[] = ["night_walk", "safety_walk"];

/** Pointers are relative to the operation ("#/activity/ended_at"); an empty list means valid. */
export function validateOperation(operation: Operation, context: ValidationContext): FieldError[] {
  const errors = validateReason(operation.reason);
  if (!("activity" in operation)) return errors;
  const { activity } = operation;
  if (
    operation.type !== "move_activity" &&
    activity.municipality_code !== operation.municipality_code
  ) {
    errors.push({
      pointer: "#/activity/municipality_code",
      detail: "Kommunen stämmer inte med den som ändringen gäller.",
    });
  }
  return [...errors, ...validateActivity(activity, operation.device_time, context)];
}

/** The same for the content alone, as it would stand in an operation made at `device_time`. */
export function validateActivity(
  activity: Activity,
  device_time: string,
  context: ValidationContext,
): FieldError[] {
  const kind = findKind(context.catalogue, activity.kind, activity.kind_revision);
  if (kind === null) {
    return findKind(context.catalogue, activity.kind) === null
      ? [at("kind", "Aktivitetstypen finns inte.")]
      : // A newer revision than this phone has received: the server has it, or says no.
        [];
  }
  return [
    ...stateErrors(activity, kind),
    ...timeErrors(activity, device_time),
    ...placeErrors(activity, kind, context),
    ...listErrors(activity, kind),
    ...countErrors(activity),
    ...fieldErrors(activity, kind),
    ...outcomeErrors(activity, kind),
    ...textErrors(activity, kind),
  ];
}

function at(member: string, detail: string): FieldError {
  return { pointer: `#/activity/${member}`, detail };
}

/** A code as one token of a JSON pointer (RFC 6901). */
function token(code: string): string {
  return code.replaceAll("~", "~0").replaceAll("/", "~1");
}

function stateErrors(activity: Activity, kind: Kind): FieldError[] {
  const errors: FieldError[] = [];
  if (!kind.states.includes(activity.state)) {
    errors.push(at("state", `${kind.label.sv} kan inte skrivas in i det läget.`));
  }
  const hasReason = activity.cancel_reason !== null && activity.cancel_reason.trim() !== "";
  if (activity.state === "cancelled" && !hasReason) {
    errors.push(at("cancel_reason", "Ange varför det inte blev av."));
  }
  if (activity.state !== "cancelled" && hasReason) {
    errors.push(at("cancel_reason", "Orsak anges bara när det inte blev av."));
  }
  return errors;
}

function timeErrors(activity: Activity, device_time: string): FieldError[] {
  return activity.time_precision === "evening"
    ? eveningErrors(activity, device_time)
    : instantErrors(activity, device_time);
}

function mayLieAhead(activity: Activity): boolean {
  return activity.state === "planned" || activity.state === "cancelled";
}

/** Only the evening is known: an evening there must be, and no clock times. */
function eveningErrors(activity: Activity, device_time: string): FieldError[] {
  const errors: FieldError[] = [];
  if (activity.service_date === null || !isRealDate(activity.service_date)) {
    errors.push(at("service_date", "Ange vilken kväll eller dag det var."));
  } else {
    const latest = swedishTime(new Date(Date.parse(device_time) + START_AHEAD_LIMIT_MS));
    if (!mayLieAhead(activity) && latest !== null && activity.service_date > latest.date) {
      errors.push(at("service_date", "Dagen ligger i framtiden."));
    }
  }
  if (activity.started_at !== null) {
    errors.push(at("started_at", "Ange antingen klockslag eller bara kvällen."));
  }
  if (activity.ended_at !== null) {
    errors.push(at("ended_at", "Ange antingen klockslag eller bara kvällen."));
  }
  return errors;
}

function instantErrors(activity: Activity, device_time: string): FieldError[] {
  const errors: FieldError[] = [];
  if (activity.service_date !== null) {
    errors.push(at("service_date", "Dagen räknas ut från starttiden."));
  }
  const start = activity.started_at === null ? null : Date.parse(activity.started_at);
  const end = activity.ended_at === null ? null : Date.parse(activity.ended_at);
  if (start === null || Number.isNaN(start)) {
    errors.push(at("started_at", "Ange när det började."));
  } else if (!mayLieAhead(activity) && start > Date.parse(device_time) + START_AHEAD_LIMIT_MS) {
    errors.push(at("started_at", "Starttiden ligger i framtiden."));
  }
  if (end !== null && Number.isNaN(end)) {
    errors.push(at("ended_at", "Sluttiden går inte att läsa."));
  } else if (end !== null && start !== null && end < start) {
    errors.push(at("ended_at", "Sluttiden är före starttiden."));
  }
  return errors;
}

function isRealDate(date: IsoDate): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(date) &&
    !Number.isNaN(Date.parse(`${date}T00:00:00Z`)) &&
    addDays(date, 0) === date
  );
}

function placeErrors(activity: Activity, kind: Kind, context: ValidationContext): FieldError[] {
  const errors: FieldError[] = [];
  const place = context.places.find((known) => known.id === activity.place_id);
  if (place !== undefined && place.municipality_code !== activity.municipality_code) {
    errors.push(at("place_id", "Platsen ligger i en annan kommun."));
  }
  if (activity.place_id !== null && activity.place_name !== null) {
    errors.push(at("place_name", "Välj antingen en plats i listan eller skriv en egen."));
  }
  // The form asks for a place where the kind needs one; the server takes what a phone of any age sends.
  if (
    kind.needs_place &&
    activity.state === "done" &&
    activity.place_id === null &&
    activity.place_name === null
  ) {
    errors.push(at("place_id", "Välj en plats."));
  }
  if (activity.position !== null) {
    if (activity.place_id !== null) {
      errors.push(at("position", "Positionen skickas bara när ingen plats är vald."));
    } else if (KINDS_WITHOUT_POSITION.includes(activity.kind)) {
      errors.push(at("position", "För vandringar skickas aldrig någon position."));
    }
  }
  return errors;
}

function listErrors(activity: Activity, kind: Kind): FieldError[] {
  if (activity.unit_ids.length === 0 || kind.takes_units) return [];
  return [at("unit_ids", `${kind.label.sv} gäller inte skolor eller årskurser.`)];
}

function countErrors(activity: Activity): FieldError[] {
  if (activity.participants === null || isCount(activity.participants)) return [];
  return [at("participants", "Ange ett helt antal, 0 eller mer.")];
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_COUNT;
}

function fieldErrors(activity: Activity, kind: Kind): FieldError[] {
  const errors: FieldError[] = [];
  for (const [code, value] of Object.entries(activity.fields)) {
    const definition = kind.fields.find((field) => field.code === code);
    const pointer = `fields/${token(code)}`;
    if (definition === undefined) {
      errors.push(at(pointer, "Fältet hör inte till den här aktivitetstypen."));
    } else if (value !== null) {
      const detail = valueFault(definition, value);
      if (detail !== null) errors.push(at(pointer, detail));
    }
  }
  if (activity.state === "done") {
    for (const field of kind.fields) {
      if (field.required && !field.retired && (activity.fields[field.code] ?? null) === null) {
        errors.push(at(`fields/${token(field.code)}`, `Fyll i ${field.label.sv.toLowerCase()}.`));
      }
    }
  }
  return errors;
}

/** What is wrong with a value that is not null, or null. */
function valueFault(field: FieldDefinition, value: Exclude<FieldValue, null>): string | null {
  switch (field.type) {
    case "integer":
      if (typeof value !== "number" || !Number.isInteger(value)) return "Ange ett helt tal.";
      return rangeFault(
        { minimum: field.minimum ?? 0, maximum: field.maximum ?? MAX_COUNT },
        value,
        "",
      );
    case "boolean":
      return typeof value === "boolean" ? null : "Svara ja eller nej.";
    case "choice":
      return field.choices.some((choice) => choice.value === value)
        ? null
        : "Välj ett av alternativen.";
    case "text":
      if (typeof value !== "string") return "Skriv en text.";
      return rangeFault(field, lengthOf(value), " tecken");
  }
}

/** An integer's bounds, or a text's number of characters. */
function rangeFault(
  field: Pick<FieldDefinition, "minimum" | "maximum">,
  value: number,
  unit: string,
): string | null {
  if (field.minimum !== null && value < field.minimum) return `Minst ${field.minimum}${unit}.`;
  if (field.maximum !== null && value > field.maximum) return `Högst ${field.maximum}${unit}.`;
  return null;
}

function outcomeErrors(activity: Activity, kind: Kind): FieldError[] {
  return Object.entries(activity.outcomes).flatMap(([code, count]) => {
    const pointer = `outcomes/${token(code)}`;
    if (!kind.outcomes.includes(code)) {
      return at(pointer, "Utfallet hör inte till den här aktivitetstypen.");
    }
    if (count !== null && !isCount(count)) return at(pointer, "Ange ett helt antal, 0 eller mer.");
    return [];
  });
}

/** What a person types, and how long it may be. */
const TYPED = [
  ["note", NOTE_MAX_LENGTH],
  ["place_name", PLACE_NAME_MAX_LENGTH],
  ["cancel_reason", REASON_MAX_LENGTH],
  ["series", SERIES_MAX_LENGTH],
] as const;

/** Every text in an entry with its pointer: what the guard looks through, typed or chosen. */
function textsIn(activity: Activity): [pointer: string, text: string][] {
  const members: [string, unknown][] = [
    ...TYPED.map(([member]): [string, unknown] => [member, activity[member]]),
    ["location_type", activity.location_type],
    ...activity.focus.map((code, index): [string, unknown] => [`focus/${index}`, code]),
    ...Object.entries(activity.fields).map(([code, value]): [string, unknown] => [
      `fields/${token(code)}`,
      value,
    ]),
  ];
  return members.flatMap(([member, text]): [string, string][] =>
    typeof text === "string" ? [[member, text]] : [],
  );
}

function textErrors(activity: Activity, kind: Kind): FieldError[] {
  const errors: FieldError[] = [];
  if (activity.note !== null && !kind.takes_note) {
    errors.push(at("note", `${kind.label.sv} har ingen anteckning.`));
  }
  for (const [member, limit] of TYPED) {
    if (lengthOf(activity[member] ?? "") > limit) errors.push(at(member, `Högst ${limit} tecken.`));
  }
  for (const [member, text] of textsIn(activity)) {
    const detail = strongFault(text);
    if (detail !== null) errors.push(at(member, detail));
  }
  return errors;
}

/** What is wrong with the reason an operation gives; it is free text like a note. */
export function validateReason(reason: string | null): FieldError[] {
  if (reason === null) return [];
  const detail =
    lengthOf(reason) > REASON_MAX_LENGTH
      ? `Högst ${REASON_MAX_LENGTH} tecken.`
      : strongFault(reason);
  return detail === null ? [] : [{ pointer: "#/reason", detail }];
}

/** Characters as the server counts them: code points, not UTF-16 units. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function strongFault(text: string): string | null {
  const hit = guard(text).find((found) => found.strength === "strong");
  return hit === undefined ? null : guardSentence(hit);
}

/** A weak hit of the guard and where it stands: the person is asked, and may keep the text. */
export interface WeakHit extends FieldError {
  hit: GuardHit;
  text: string;
}

/** Weak hits in everything a person can type in an entry and its reason. */
export function weakHits(activity: Activity | null, reason: string | null): WeakHit[] {
  const texts: [string, string][] = reason === null ? [] : [["#/reason", reason]];
  for (const [member, text] of activity === null ? [] : textsIn(activity)) {
    texts.push([`#/activity/${member}`, text]);
  }
  return texts.flatMap(([pointer, text]) =>
    guard(text)
      .filter((hit) => hit.strength === "weak")
      .map((hit) => ({ pointer, detail: guardSentence(hit), hit, text })),
  );
}
