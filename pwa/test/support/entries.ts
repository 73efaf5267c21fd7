/* Entries, operations and what surrounds them, made with the fewest arguments that matter. */
import { fillActivity } from "../../src/domain/activity";
import type { Surroundings } from "../../src/domain/operation";
import type { Activity } from "../../src/domain/wire/activity";
import type { Kind } from "../../src/domain/wire/catalogue";
import type { ProgressRow } from "../../src/domain/wire/progress";
import type { SyncedActivity } from "../../src/domain/wire/pull";
import type { PushResult } from "../../src/domain/wire/push";
import type { Membership, Session } from "../../src/domain/wire/session";
import type { Place, Wish } from "../../src/domain/wire/surroundings";

export const ALE = "1440";
export const KUNGALV = "1482";
export const POLICE = "01900000-0000-7000-8000-0000000000c1";
export const ANNA = "01900000-0000-7000-8000-00000000aaaa";
export const BO = "01900000-0000-7000-8000-00000000bbbb";
export const EPOCH = "01900000-0000-7000-8000-00000000e001";
export const NEXT_EPOCH = "01900000-0000-7000-8000-00000000e002";

export interface TestClock extends Surroundings {
  /** Moves the clock on. */
  pass: (ms: number) => void;
}

/** Shared, so that two clocks of one test never make the same id. */
let counter = 0;

/** A clock that stands still, and bytes that count up, so that every id is known to differ. */
export function testClock(start = "2026-10-24T20:00:00.000Z"): TestClock {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    random: (length) => {
      counter += 1;
      const bytes = new Uint8Array(length);
      for (let index = length - 1, rest = counter; rest > 0; index -= 1) {
        bytes[index] = rest % 256;
        rest = Math.floor(rest / 256);
      }
      return bytes;
    },
    appVersion: "test",
    pass: (ms) => {
      time += ms;
    },
  };
}

export function speedCheck(part: Partial<Activity> = {}): Activity {
  return fillActivity({
    kind: "speed_check",
    kind_revision: 1,
    municipality_code: ALE,
    organisation_id: POLICE,
    place_id: "place-nol",
    started_at: "2026-10-24T19:00:00.000Z",
    ...part,
  });
}

export function kind(part: Partial<Kind> = {}): Kind {
  return {
    code: "speed_check",
    revision: 1,
    label: { sv: "Hastighetskontroll", en: "Speed check" },
    plural: { sv: "Hastighetskontroller", en: "Speed checks" },
    evening: false,
    states: ["done", "cancelled"],
    logged_by: ["police_area"],
    publish: "place",
    asks_requested_by: true,
    takes_note: false,
    needs_place: true,
    takes_units: false,
    unit_kind: null,
    fields: [],
    outcomes: [],
    tile: { icon: "gauge", order: 10 },
    ...part,
  };
}

export function place(part: Partial<Place> = {}): Place {
  return {
    id: "place-nol",
    municipality_code: ALE,
    name: "Nol",
    locality: null,
    location_type: null,
    position: null,
    visibility: "public",
    organisation_id: null,
    speed_limit: null,
    revision: 1,
    retired: false,
    ...part,
  };
}

export function wish(part: Partial<Wish> = {}): Wish {
  return {
    id: "wish-1",
    municipality_code: ALE,
    place_id: "place-nol",
    kinds: ["speed_check"],
    asked_on: "2026-10-01",
    source: null,
    text: null,
    status: "received",
    ...part,
  };
}

export function membership(part: Partial<Membership> = {}): Membership {
  return {
    organisation_id: POLICE,
    organisation_name: "Lokalpolisområde Kungälv-Ale",
    organisation_kind: "police_area",
    role: "reporter",
    municipality_codes: [ALE, KUNGALV],
    valid_from: "2017-01-01",
    valid_to: null,
    ...part,
  };
}

export function session(user_id = ANNA, part: Partial<Session> = {}): Session {
  return {
    user: { id: user_id, display_name: "Testpolis", email: "polis@demo.invalid" },
    csrf_token: `token-of-${user_id}`,
    memberships: [membership()],
    municipalities: [{ code: ALE, name: "Ale kommun", short_name: "Ale", slug: "ale" }],
    server_time: "2026-10-24T20:00:00+00:00",
    epoch: EPOCH,
    is_demo: true,
    ...part,
  };
}

export function synced(part: Partial<SyncedActivity> & { activity_id: string }): SyncedActivity {
  return {
    municipality_code: ALE,
    revision: 1,
    is_void: false,
    activity: speedCheck(),
    receipt: "1001-1",
    recorded_at: "2026-10-24T20:01:00+00:00",
    service_date: "2026-10-24",
    counted_for: [],
    flags: [],
    clashes: [],
    ...part,
  };
}

export function result(
  operation: { operation_id: string; activity_id: string },
  status: PushResult["status"],
  part: Partial<PushResult> = {},
): PushResult {
  return {
    operation_id: operation.operation_id,
    status,
    activity_id: operation.activity_id,
    revision: status === "applied" ? 1 : null,
    receipt: status === "applied" ? "1001-1" : null,
    counted_for: [],
    clashes: [],
    flags: [],
    ...(status === "rejected" || status === "failed"
      ? { problem: { type: "/problems/not-allowed", title: "Nej", status: 403 } }
      : {}),
    ...part,
  };
}

export function row(part: Partial<ProgressRow> = {}): ProgressRow {
  return {
    commitment_id: "c",
    promise_id: "p",
    short_name: "Hastighetskontroller",
    role: "promise",
    type: "count",
    text: null,
    value: null,
    low: null,
    high: null,
    target: null,
    status: "in_progress",
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
    ...part,
  };
}
