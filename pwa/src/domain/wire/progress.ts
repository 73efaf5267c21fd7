/* How promises stand, and the entries behind a number. */
import type { RequestedBy } from "./activity";
import type { CommitmentRole } from "./promise";
import type { Instant, IsoDate, IsoMonth } from "./values";

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
