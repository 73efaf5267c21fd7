/*
 * Reads what the server answers. Each reader says null for something that is not ours (a captive portal's
 * page, half an answer), so that it is never taken for a whole one, and fills members that are absent,
 * because on this wire absent and null mean the same.
 */
import { fillActivity } from "../domain/activity";
import type { Activity } from "../domain/wire/activity";
import type {
  Contribution,
  ContributionsPage,
  ProgressRow,
  PromiseProgress,
} from "../domain/wire/progress";
import type { CitizenPromise, Commitment } from "../domain/wire/promise";
import type { PullPage, SyncedActivity } from "../domain/wire/pull";
import type { PushAnswer, PushResult } from "../domain/wire/push";
import type { Installation, Session } from "../domain/wire/session";
import type { Place, Unit, Wish } from "../domain/wire/surroundings";

/** Wrapped, so that a value that is null can be told from no value. */
export type Read<T> = { value: T } | null;
export type Reader<T> = (value: unknown) => Read<T>;

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isObjectWith(value: unknown, members: readonly string[]): value is JsonObject {
  return isObject(value) && members.every((member) => typeof value[member] === "string");
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * An object of type T: what was received over what stands for absent members. The members named in `T` but
 * not in `absent` are those the wire contract always carries; `needs` lists the ones that are looked for.
 */
function reading<T extends object>(absent: Partial<T>, needs: readonly (keyof T & string)[]) {
  return (value: unknown): T | null => {
    if (!isObjectWith(value, needs)) return null;
    const given = Object.fromEntries(
      Object.entries(value).filter(([, member]) => member !== null && member !== undefined),
    );
    return { ...absent, ...given } as T;
  };
}

/** Every element read, or null if one is not ours. */
function each<T>(values: unknown[], read: (value: unknown) => T | null): T[] | null {
  const all: T[] = [];
  for (const value of values) {
    const element = read(value);
    if (element === null) return null;
    all.push(element);
  }
  return all;
}

export const readNothing: Reader<null> = (value) => (value === null ? { value: null } : null);

const readMembership = reading<Session["memberships"][number]>(
  { municipality_codes: [], valid_to: null },
  ["organisation_id", "organisation_kind", "role"],
);

export const readSession: Reader<Session> = (value) => {
  if (!isObjectWith(value, ["csrf_token", "epoch"]) || !isObjectWith(value["user"], ["id"])) {
    return null;
  }
  const memberships = each(list(value["memberships"]), readMembership);
  if (memberships === null) return null;
  return {
    value: {
      ...(value as unknown as Session),
      memberships,
      municipalities: list(value["municipalities"]) as Session["municipalities"],
      is_demo: value["is_demo"] === true,
    },
  };
};

export const readInstallation: Reader<Installation> = (value) =>
  isObject(value) && typeof value["is_demo"] === "boolean"
    ? { value: { is_demo: value["is_demo"], is_signed_in: value["is_signed_in"] === true } }
    : null;

const RESULT_STATUSES: readonly unknown[] = ["applied", "held", "rejected", "failed"];

const readPlainResult = reading<PushResult>(
  { revision: null, receipt: null, counted_for: [], clashes: [], flags: [] },
  ["operation_id", "status"],
);

function readResult(value: unknown): PushResult | null {
  const result = readPlainResult(value);
  return result !== null && RESULT_STATUSES.includes(result.status) ? result : null;
}

export const readPushAnswer: Reader<PushAnswer> = (value) => {
  if (!isObjectWith(value, ["epoch", "server_time"]) || !Array.isArray(value["results"])) {
    return null;
  }
  const results = each(value["results"], readResult);
  if (results === null) return null;
  return { value: { ...(value as unknown as PushAnswer), results } };
};

const readPlainSynced = reading<SyncedActivity>(
  { is_void: false, receipt: null, counted_for: [], flags: [], clashes: [] },
  ["activity_id", "municipality_code", "service_date"],
);

function readSynced(value: unknown): SyncedActivity | null {
  const entry = readPlainSynced(value);
  if (entry === null || !isObject(entry.activity)) return null;
  const content = entry.activity as Partial<Activity>;
  return {
    ...entry,
    activity: fillActivity({
      ...content,
      kind: content.kind ?? "",
      municipality_code: content.municipality_code ?? entry.municipality_code,
      organisation_id: content.organisation_id ?? "",
    }),
  };
}

const readPlace = reading<Place>(
  {
    locality: null,
    location_type: null,
    position: null,
    organisation_id: null,
    speed_limit: null,
    revision: 1,
    retired: false,
  },
  ["id", "municipality_code", "name"],
);

const readWish = reading<Wish>({ place_id: null, kinds: [], source: null, text: null }, [
  "id",
  "municipality_code",
  "status",
]);

const readUnit = reading<Unit>({ grade: null, valid_from: null, valid_to: null }, [
  "id",
  "municipality_code",
  "name",
]);

const readCommitment = reading<Commitment>(
  { focus_area_id: null, position: 0, parties: [], counting_rule: null, withdrawn: false },
  ["id", "short_name", "role"],
);

const readPlainPromise = reading<CitizenPromise>(
  {
    ends_on: null,
    until_further_notice: false,
    is_example: false,
    source_note: null,
    sections: [],
    parties: [],
    focus_areas: [],
    commitments: [],
    result_lines: [],
  },
  ["id", "municipality_code", "label"],
);

function readPromise(value: unknown): CitizenPromise | null {
  const promise = readPlainPromise(value);
  if (promise === null) return null;
  const commitments = each(promise.commitments, readCommitment);
  return commitments === null ? null : { ...promise, commitments };
}

export const readRow = reading<ProgressRow>(
  {
    type: null,
    text: null,
    value: null,
    low: null,
    high: null,
    target: null,
    window: null,
    latest_on: null,
    entries: 0,
    expected_by_now: null,
    forecast: null,
    series: [],
    parts: [],
    parts_note: null,
    deviations: [],
    adjustments: [],
    pending_review: 0,
    possible_duplicates: 0,
    masked: false,
  },
  ["commitment_id", "status"],
);

function readProgress(value: unknown): PromiseProgress | null {
  if (!isObjectWith(value, ["promise_id"])) return null;
  const items = each(list(value["items"]), readRow);
  return items === null ? null : { ...(value as unknown as PromiseProgress), items };
}

export const readPullPage: Reader<PullPage> = (value) => {
  if (
    !isObjectWith(value, ["cursor", "epoch"]) ||
    typeof value["has_more"] !== "boolean" ||
    typeof value["reset"] !== "boolean"
  ) {
    return null;
  }
  const places = each(list(value["places"]), readPlace);
  const wishes = each(list(value["wishes"]), readWish);
  const units = each(list(value["units"]), readUnit);
  const promises = each(list(value["promises"]), readPromise);
  const progress = each(list(value["progress"]), readProgress);
  const activities = each(list(value["activities"]), readSynced);
  const receipts = each(list(value["receipts"]), readResult);
  if (
    places === null ||
    wishes === null ||
    units === null ||
    promises === null ||
    progress === null ||
    activities === null ||
    receipts === null
  ) {
    return null;
  }
  const page = value as unknown as PullPage;
  const catalogue = isObject(value["catalogue"]) ? page.catalogue : null;
  return {
    value: {
      ...page,
      catalogue,
      places,
      wishes,
      units,
      promises,
      progress,
      activities,
      receipts,
    },
  };
};

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

function readPageOf<T>(readItem: (value: unknown) => T | null): Reader<Page<T>> {
  return (value) => {
    if (!isObject(value) || !Array.isArray(value["items"])) return null;
    const items = each(value["items"], readItem);
    if (items === null) return null;
    const next = value["next_cursor"];
    return { value: { items, next_cursor: typeof next === "string" ? next : null } };
  };
}

export const readPromisesPage = readPageOf(readPromise);
export const readRowsPage = readPageOf(readRow);

const readContributionsPage = readPageOf(
  reading<Contribution>(
    {
      activity_id: null,
      service_date: null,
      started_at: null,
      ended_at: null,
      place_name: null,
      requested_by: null,
      why: [],
      receipt: null,
      revision: null,
    },
    ["kind", "precision"],
  ),
);

export const readContributions: Reader<ContributionsPage> = (value) => {
  const page = readContributionsPage(value);
  if (page === null) return null;
  return { value: { ...page.value, row: isObject(value) ? readRow(value["row"]) : null } };
};
