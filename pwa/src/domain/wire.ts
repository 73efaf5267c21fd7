/*
 * The shapes that travel between phone and server, exactly as they stand on the wire (snake_case).
 * Types only: nothing here computes. Absent and null mean the same everywhere, so every optional
 * member of an activity is written as `T | null` and filled in by `activity.ts`.
 */
import type { ProblemBody } from "./problem";

/** RFC 3339 with offset. */
export type Instant = string;
/** ISO calendar date, e.g. "2026-10-24". */
export type IsoDate = string;
/** Month as "2026-10". */
export type IsoMonth = string;
/** A text in both languages of the catalogue. */
export interface Label {
  sv: string;
  en: string;
}

// ---------------------------------------------------------------- session

export type OrganisationKind =
  "municipality" | "police_area" | "association" | "company" | "rescue_service";
export type Role = "reporter" | "group_leader" | "coordinator" | "viewer" | "administrator";

export interface Membership {
  organisation_id: string;
  organisation_name: string;
  organisation_kind: OrganisationKind;
  role: Role;
  municipality_codes: string[];
  valid_from: IsoDate;
  valid_to: IsoDate | null;
}

export interface User {
  id: string;
  display_name: string;
  email: string;
}

export interface Municipality {
  code: string;
  /** Official form, e.g. "Ale kommun"; never build a genitive from the short name. */
  name: string;
  short_name: string;
  slug: string;
}

export interface Session {
  user: User;
  csrf_token: string;
  memberships: Membership[];
  municipalities: Municipality[];
  server_time: Instant;
  epoch: string;
  is_demo: boolean;
}

/** What a stranger may know. */
export interface Installation {
  is_demo: boolean;
  is_signed_in: boolean;
}

// ---------------------------------------------------------------- activities and operations

export type ActivityState = "planned" | "running" | "done" | "cancelled";
export type RequestedBy = "citizens" | "partner" | "own_planning" | "incident" | "unknown";
export type TimePrecision = "exact" | "about" | "evening";

export interface Position {
  lat: number;
  lon: number;
  accuracy_m: number | null;
}

export type FieldValue = number | string | boolean | null;

export interface Activity {
  kind: string;
  kind_revision: number | null;
  municipality_code: string;
  organisation_id: string;
  place_id: string | null;
  place_name: string | null;
  position: Position | null;
  location_type: string | null;
  time_precision: TimePrecision;
  /** Only with time_precision "evening"; otherwise null. */
  service_date: IsoDate | null;
  started_at: Instant | null;
  /** Null in a done entry: the end is not known. */
  ended_at: Instant | null;
  state: ActivityState;
  cancel_reason: string | null;
  requested_by: RequestedBy;
  wish_ids: string[];
  unit_ids: string[];
  focus: string[];
  series: string | null;
  participants: number | null;
  joint_id: string | null;
  fields: Record<string, FieldValue>;
  /** Null is "not counted" and is not 0. */
  outcomes: Record<string, number | null>;
  note: string | null;
}

export type OperationType =
  "log_activity" | "correct_activity" | "void_activity" | "restore_activity" | "move_activity";

/** What a correction, void, restore or move was made on: exactly one of the two. */
export type OperationBase =
  { base_operation_id: string } | { base_revision: number; base_epoch: string };

interface OperationCommon {
  operation_id: string;
  activity_id: string;
  municipality_code: string;
  device_time: Instant;
  app_version: string;
  reason: string | null;
}

/** One thing a phone asks the server to do. Immutable once composed. */
export type Operation =
  | (OperationCommon & { type: "log_activity"; activity: Activity })
  | (OperationCommon & { type: "correct_activity"; activity: Activity } & OperationBase)
  | (OperationCommon & { type: "void_activity" } & OperationBase)
  | (OperationCommon & { type: "restore_activity" } & OperationBase)
  | (OperationCommon & {
      type: "move_activity";
      new_activity_id: string;
      activity: Activity;
    } & OperationBase);

// ---------------------------------------------------------------- push

export type ResultStatus = "applied" | "held" | "rejected" | "failed";

export interface CountedFor {
  promise_id: string;
  commitment_id: string;
  short_name: string;
  why: string | string[];
}

export interface PushResult {
  operation_id: string;
  status: ResultStatus;
  activity_id: string;
  new_activity_id?: string | null;
  revision: number | null;
  /** Short receipt number, e.g. "1043-2". */
  receipt: string | null;
  counted_for: CountedFor[];
  clashes: string[];
  flags: string[];
  problem?: ProblemBody | null;
}

export interface PushRequest {
  device_id: string;
  device_time: Instant;
  operations: Operation[];
}

export interface PushAnswer {
  results: PushResult[];
  server_time: Instant;
  epoch: string;
}

// ---------------------------------------------------------------- catalogue

export interface FieldDefinition {
  code: string;
  type: "integer" | "choice" | "boolean" | "text";
  label: Label;
  unit: Label | null;
  choices: { value: string; label: Label }[];
  minimum: number | null;
  maximum: number | null;
  required: boolean;
  /** Shown on the fast path; the others stand behind "Mer". */
  fast: boolean;
  retired: boolean;
}

export interface Kind {
  code: string;
  revision: number;
  label: Label;
  plural: Label;
  /** The day of this kind turns at the cut-off (05.00), not at midnight. */
  evening: boolean;
  states: ActivityState[];
  logged_by: OrganisationKind[];
  publish: "place" | "municipality";
  asks_requested_by: boolean;
  takes_note: boolean;
  needs_place: boolean;
  takes_units: boolean;
  unit_kind: string | null;
  fields: FieldDefinition[];
  outcomes: string[];
  tile: { icon: string; order: number };
}

export interface Outcome {
  code: string;
  label: Label;
  plural: Label;
  /** Masked 1–4 outside the organisation that logged it. */
  person_related: boolean;
}

export interface Catalogue {
  digest: string;
  kinds: Kind[];
  outcomes: Outcome[];
}

// ---------------------------------------------------------------- what surrounds the entries

export interface Place {
  id: string;
  municipality_code: string;
  name: string;
  locality: string | null;
  location_type: string | null;
  position: { lat: number; lon: number } | null;
  visibility: "public" | "municipality" | "organisation";
  organisation_id: string | null;
  speed_limit: number | null;
  revision: number;
  retired: boolean;
}

export type WishStatus = "received" | "waiting" | "checked" | "sent_on" | "cannot" | "joined";

export interface Wish {
  id: string;
  municipality_code: string;
  place_id: string | null;
  kinds: string[];
  asked_on: IsoDate;
  source: string | null;
  text: string | null;
  status: WishStatus;
}

export interface Unit {
  id: string;
  municipality_code: string;
  unit_kind: string;
  name: string;
  grade: string | number | null;
  valid_from: IsoDate | null;
  valid_to: IsoDate | null;
}

export type CommitmentRole = "promise" | "goal" | "method" | "heading";

export interface CountingRule {
  revision?: number;
  type: string;
  target: number | null;
  window: string | null;
  kinds: string[];
  where: Record<string, unknown> | null;
  sum_of: string | null;
  unit_kind: string | null;
  text: string | null;
}

export interface Party {
  organisation_id?: string | null;
  name: string;
  role: "lead" | "contributor";
  unit?: string | null;
}

export interface Commitment {
  id: string;
  promise_id: string;
  focus_area_id: string | null;
  position: number;
  short_name: string;
  text: string;
  role: CommitmentRole;
  parties: Party[];
  counting_rule: CountingRule | null;
  withdrawn: boolean;
}

export interface ResultLine {
  id: string;
  focus_area_id: string | null;
  text: string;
  parties: (Party | string)[];
  low: number | null;
  high: number | null;
  qualifier: string | null;
  words: string | null;
}

export interface CitizenPromise {
  id: string;
  municipality_code: string;
  label: string;
  title: string;
  starts_on: IsoDate;
  ends_on: IsoDate | null;
  until_further_notice: boolean;
  status: "draft" | "active" | "ended" | "superseded";
  is_example: boolean;
  source_note: string | null;
  sections: { heading: string; text: string }[];
  parties: (Party | string)[];
  focus_areas: { id: string; name: string }[];
  commitments: Commitment[];
  result_lines: ResultLine[];
}

export type ProgressStatus =
  | "met"
  | "in_progress"
  | "not_started"
  | "undecided"
  | "partly_met"
  | "not_met"
  | "continuous"
  | "no_entries"
  | "not_measured"
  | "withdrawn";

export interface Deviation {
  reason: string;
  text: string;
  occurred_on: IsoDate | null;
  substitute_activity_id?: string | null;
  substitute_text?: string | null;
}

export interface Adjustment {
  low: number;
  high: number | null;
  qualifier: string | null;
  words: string | null;
  kinds: string[];
  starts_on: IsoDate;
  ends_on: IsoDate;
}

export interface ProgressRow {
  commitment_id: string;
  promise_id: string;
  short_name: string;
  role: CommitmentRole;
  type: string | null;
  /** The rule in words. */
  text: string | null;
  /** Equals low, or null where nothing is counted. */
  value: number | null;
  low: number | null;
  /** Null is "not known". */
  high: number | null;
  target: number | null;
  status: ProgressStatus;
  window: { code: string; starts_on: IsoDate; ends_on: IsoDate | null } | null;
  latest_on: IsoDate | null;
  entries: number;
  expected_by_now: number | null;
  forecast: number | null;
  series: { month: IsoMonth; value: number }[];
  parts: { by: string; code: string; value: number }[];
  parts_note: string | null;
  deviations: Deviation[];
  adjustments: Adjustment[];
  pending_review: number;
  possible_duplicates: number;
  masked: boolean;
}

export interface PromiseProgress {
  promise_id: string;
  as_of: Instant;
  items: ProgressRow[];
}

export interface Contribution {
  activity_id: string | null;
  precision: "full" | "day" | "month";
  kind: string;
  kind_label: string;
  municipality_code: string;
  organisation_name: string;
  service_date: IsoDate | null;
  month: IsoMonth;
  started_at: Instant | null;
  ended_at: Instant | null;
  place_name: string | null;
  requested_by: RequestedBy | null;
  ordinal: number;
  amount: number;
  why: string[];
  receipt: string | null;
  revision: number | null;
}

export interface ContributionsPage {
  items: Contribution[];
  next_cursor: string | null;
  row: ProgressRow | null;
}

// ---------------------------------------------------------------- pull

/** An own entry as the server holds it. */
export interface SyncedActivity {
  activity_id: string;
  municipality_code: string;
  revision: number;
  is_void: boolean;
  activity: Activity;
  receipt: string | null;
  recorded_at: Instant;
  service_date: IsoDate;
  counted_for: CountedFor[];
  flags: string[];
  clashes: string[];
}

export interface PullPage {
  cursor: string;
  has_more: boolean;
  /** True on every page of a full send: everything synced before is replaced. */
  reset: boolean;
  epoch: string;
  server_time: Instant;
  /** Null: unchanged since the cursor. */
  catalogue: Catalogue | null;
  places: Place[];
  wishes: Wish[];
  units: Unit[];
  promises: CitizenPromise[];
  /** Whole, on the last page only. */
  progress: PromiseProgress[];
  activities: SyncedActivity[];
  receipts: PushResult[];
}
