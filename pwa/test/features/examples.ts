/** The smallest valid things the tests of the screens need; each test says what matters to it. */
import type { Activity } from "../../src/domain/wire/activity";
import type { Catalogue, FieldDefinition, Kind } from "../../src/domain/wire/catalogue";
import type { Contribution, ProgressRow } from "../../src/domain/wire/progress";
import type { CitizenPromise } from "../../src/domain/wire/promise";
import type { Membership } from "../../src/domain/wire/session";
import type { Place, Unit, Wish } from "../../src/domain/wire/surroundings";
import type { OwnEntry, SyncState } from "../../src/phone";
import * as whole from "../support/entries";

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
  return whole.kind({
    fields: [
      field("speed_limit", {
        type: "choice",
        choices: ["30", "50"].map((value) => ({ value, label: { sv: value, en: value } })),
      }),
    ],
    outcomes: ["licence_seized"],
    ...members,
  });
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
  return whole.membership({ organisation_id: "police", ...members });
}

export function place(members: Partial<Place> = {}): Place {
  return whole.place({
    id: "place",
    name: "Pendelstationen",
    locality: "Nol",
    location_type: "transit",
    speed_limit: 50,
    ...members,
  });
}

export function wish(members: Partial<Wish> = {}): Wish {
  return whole.wish({
    id: "wish",
    place_id: "place",
    asked_on: "2026-01-01",
    status: "waiting",
    ...members,
  });
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
  return whole.speedCheck({ organisation_id: "police", place_id: "place", ...members });
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
  return whole.row({
    commitment_id: "commitment",
    promise_id: "promise",
    value: low,
    high: low,
    target: 20,
    ...members,
  });
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
