/*
 * What an entry says. Absent and null mean the same, so every optional member is written as `T | null`
 * and filled in by `domain/activity.ts`.
 */
import type { Instant, IsoDate } from "./values";

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
