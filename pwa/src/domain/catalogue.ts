/*
 * Reading the catalogue: which kinds a person may write down, what a form starts with, which fields stand
 * on the fast path. Pure. Forms, validation and labels are drawn from the definitions and from nothing else.
 */
import { fillActivity } from "./activity";
import type { Activity, FieldValue } from "./wire/activity";
import type { Catalogue, FieldDefinition, Kind, Outcome } from "./wire/catalogue";
import type { Membership, Municipality } from "./wire/session";

/** The newest revision of a kind, or of exactly `revision`; null where the catalogue does not hold it. */
export function findKind(
  catalogue: Catalogue,
  code: string,
  revision: number | null = null,
): Kind | null {
  const candidates = catalogue.kinds.filter(
    (kind) => kind.code === code && (revision === null || kind.revision === revision),
  );
  return candidates.reduce<Kind | null>(
    (newest, kind) => (newest === null || kind.revision > newest.revision ? kind : newest),
    null,
  );
}

export function findOutcome(catalogue: Catalogue, code: string): Outcome | null {
  return catalogue.outcomes.find((outcome) => outcome.code === code) ?? null;
}

/** The newest revision of every kind, in tile order. */
export function newestKinds(catalogue: Catalogue): Kind[] {
  const codes = [...new Set(catalogue.kinds.map((kind) => kind.code))];
  return codes
    .flatMap((code) => findKind(catalogue, code) ?? [])
    .sort((a, b) => a.tile.order - b.tile.order || (a.code < b.code ? -1 : 1));
}

/** Memberships with which a person may write something down on that day. */
export function writingMemberships(memberships: readonly Membership[], day: string): Membership[] {
  return memberships.filter(
    (membership) =>
      membership.role !== "viewer" &&
      membership.valid_from <= day &&
      (membership.valid_to === null || day <= membership.valid_to),
  );
}

/** The kinds the person's organisations may log, in tile order. */
export function kindsFor(catalogue: Catalogue, memberships: readonly Membership[]): Kind[] {
  const kinds = new Set(memberships.map((membership) => membership.organisation_kind));
  return newestKinds(catalogue).filter((kind) => kind.logged_by.some((by) => kinds.has(by)));
}

/** The membership an entry of this kind is written under in that municipality, or null if there is none. */
export function membershipFor(
  kind: Kind,
  municipality_code: string,
  memberships: readonly Membership[],
): Membership | null {
  return (
    memberships.find(
      (membership) =>
        kind.logged_by.includes(membership.organisation_kind) &&
        membership.municipality_codes.includes(municipality_code),
    ) ?? null
  );
}

/** The municipalities the person may write in, in the order of the session. */
export function municipalitiesFor(
  municipalities: readonly Municipality[],
  memberships: readonly Membership[],
): Municipality[] {
  const codes = new Set(memberships.flatMap((membership) => membership.municipality_codes));
  return municipalities.filter((municipality) => codes.has(municipality.code));
}

/** Fields a form shows: retired ones never; on the fast path only those marked so. */
export function liveFields(kind: Kind): FieldDefinition[] {
  return kind.fields.filter((field) => !field.retired);
}

export function fastFields(kind: Kind): FieldDefinition[] {
  return liveFields(kind).filter((field) => field.fast);
}

export function slowFields(kind: Kind): FieldDefinition[] {
  return liveFields(kind).filter((field) => !field.fast);
}

/**
 * What the form starts with: every live field null, every outcome "not counted", done and timed now.
 * Kinds of the evening start without an end; the others too, until a person sets it.
 */
export function startForm(
  kind: Kind,
  given: {
    municipality_code: string;
    organisation_id: string;
    now: Date;
    /** Last time's values, e.g. the number of walkers. */
    last?: Activity | null;
  },
): Activity {
  const fields: Record<string, FieldValue> = {};
  for (const field of liveFields(kind)) fields[field.code] = null;
  const outcomes: Record<string, number | null> = {};
  for (const code of kind.outcomes) outcomes[code] = null;
  return fillActivity({
    kind: kind.code,
    kind_revision: kind.revision,
    municipality_code: given.municipality_code,
    organisation_id: given.organisation_id,
    started_at: wholeMinute(given.now).toISOString(),
    participants: given.last?.participants ?? null,
    fields,
    outcomes,
  });
}

/** Down to the whole minute: nobody writes down seconds. */
export function wholeMinute(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 60_000) * 60_000);
}
