/* What a person types: how long it may be, and what in it could identify somebody. */
import { guard, type GuardHit, guardSentence } from "../guard";
import type { FieldError } from "../problem";
import type { Activity } from "../wire/activity";
import type { Kind } from "../wire/catalogue";
import {
  at,
  lengthOf,
  NOTE_MAX_LENGTH,
  PLACE_NAME_MAX_LENGTH,
  REASON_MAX_LENGTH,
  SERIES_MAX_LENGTH,
  token,
} from "./limits";

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

export function textErrors(activity: Activity, kind: Kind): FieldError[] {
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
