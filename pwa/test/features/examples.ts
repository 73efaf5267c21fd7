/** The smallest valid things the tests of the screens need; each test says what matters to it. */
import { fillActivity } from "../../src/domain/activity";
import type { Activity } from "../../src/domain/wire/activity";
import type { Catalogue, FieldDefinition, Kind } from "../../src/domain/wire/catalogue";
import type { Contribution, ProgressRow } from "../../src/domain/wire/progress";
import type { CitizenPromise } from "../../src/domain/wire/promise";
import type { Membership } from "../../src/domain/wire/session";
import type { Place, Unit, Wish } from "../../src/domain/wire/surroundings";
import type { OwnEntry, SyncState } from "../../src/phone";

export function field(code: string, members: Partial<FieldDefinition> = {}): FieldDefinition {
  return {
    code,
    type: "integer",
    label: { sv: code, en: code },
    unit: null,
    choices: [],
    minimum: 0,
    maximum: null,
    required: false,
    fast: true,
    retired: false,
    ...members,
  };
}

export function kind(members: Partial<Kind> = {}): Kind {
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
    fields: [
      field("speed_limit", {
        type: "choice",
        choices: ["30", "50"].map((value) => ({ value, label: { sv: value, en: value } })),
      }),
    ],
    outcomes: ["licence_seized"],
    tile: { icon: "gauge", order: 10 },
    ...members,
  };
}

export function catalogue(...kinds: Kind[]): Catalogue {
  return {
    digest: "d",
    kinds: kinds.length > 0 ? kinds : [kind()],
    outcomes: [
      {
        code: "licence_seized",
        label: { sv: "Körkortsomhändertagande", en: "Licence seized" },
        plural: { sv: "Körkortsomhändertaganden", en: "Licences seized" },
        person_related: true,
      },
    ],
  };
}

export function membership(members: Partial<Membership> = {}): Membership {
  return {
    organisation_id: "police",
    organisation_name: "Lokalpolisområde Exempel",
    organisation_kind: "police_area",
    role: "reporter",
    municipality_codes: ["1440", "1482"],
    valid_from: "2017-01-01",
    valid_to: null,
    ...members,
  };
}

export function place(members: Partial<Place> = {}): Place {
  return {
    id: "place",
    municipality_code: "1440",
    name: "Pendelstationen",
    locality: "Nol",
    location_type: "transit",
    position: null,
    visibility: "public",
    organisation_id: null,
    speed_limit: 50,
    revision: 1,
    retired: false,
    ...members,
  };
}

export function wish(members: Partial<Wish> = {}): Wish {
  return {
    id: "wish",
    municipality_code: "1440",
    place_id: "place",
    kinds: ["speed_check"],
    asked_on: "2026-01-01",
    source: null,
    text: null,
    status: "waiting",
    ...members,
  };
}

export function unit(members: Partial<Unit> = {}): Unit {
  return {
    id: "unit",
    municipality_code: "1440",
    unit_kind: "school_grade",
    name: "Bohusskolan",
    grade: "7",
    valid_from: null,
    valid_to: null,
    ...members,
  };
}

export function activity(members: Partial<Activity> = {}): Activity {
  return fillActivity({
    kind: "speed_check",
    kind_revision: 1,
    municipality_code: "1440",
    organisation_id: "police",
    place_id: "place",
    started_at: "2026-10-24T19:00:00.000Z",
    ...members,
  });
}

export function entry(members: Partial<OwnEntry> = {}): OwnEntry {
  return {
    activity_id: "entry",
    municipality_code: "1440",
    activity: activity(),
    is_void: false,
    status: "sent",
    problems: [],
    lastFailure: null,
    service_date: "2026-10-24",
    written_at: "2026-10-24T19:05:00.000Z",
    receipt: "1043-2",
    revision: 1,
    counted_for: [],
    flags: [],
    clashes: [],
    ...members,
  };
}

export function syncState(members: Partial<SyncState> = {}): SyncState {
  return {
    phase: "idle",
    unsent: 0,
    waiting: 0,
    needsAttention: 0,
    othersUnsent: 0,
    lastContactAt: null,
    lastError: null,
    nextTryAt: null,
    needsSignIn: false,
    clockSkewSeconds: null,
    ...members,
  };
}

export function row(members: Partial<ProgressRow> = {}): ProgressRow {
  const low = members.low ?? null;
  return {
    commitment_id: "commitment",
    promise_id: "promise",
    short_name: "Hastighetskontroller",
    role: "promise",
    type: "count",
    text: null,
    value: low,
    low,
    high: low,
    target: 20,
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
    ...members,
  };
}

export function promise(members: Partial<CitizenPromise> = {}): CitizenPromise {
  return {
    id: "promise",
    municipality_code: "1440",
    label: "2020–21",
    title: "Medborgarlöfte 2020–21",
    starts_on: "2020-01-01",
    ends_on: "2020-12-31",
    until_further_notice: false,
    status: "ended",
    is_example: false,
    source_note: null,
    sections: [],
    parties: [],
    focus_areas: [],
    commitments: [],
    result_lines: [],
    ...members,
  };
}

export function contribution(members: Partial<Contribution> = {}): Contribution {
  return {
    activity_id: "entry",
    precision: "full",
    kind: "speed_check",
    kind_label: "Hastighetskontroll",
    municipality_code: "1440",
    organisation_name: "Lokalpolisområde Exempel",
    service_date: "2020-10-24",
    month: "2020-10",
    started_at: "2020-10-24T19:00:00Z",
    ended_at: "2020-10-24T19:40:00Z",
    place_name: "Folketshusvägen",
    requested_by: "citizens",
    ordinal: 12,
    amount: 1,
    why: [],
    receipt: "1043-2",
    revision: 1,
    ...members,
  };
}
