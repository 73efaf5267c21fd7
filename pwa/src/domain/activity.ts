/*
 * The content of an entry. Pure. `emptyActivity` is the only place that knows every member, so that
 * whatever came with members absent can be filled to one whole shape.
 */
import type { Activity } from "./wire/activity";

/** The members an activity cannot be without. */
export type ActivityCore = Pick<Activity, "kind" | "municipality_code" | "organisation_id">;

/** A whole activity out of what is given; absent members mean what the wire contract says they mean. */
export function fillActivity(given: ActivityCore & Partial<Activity>): Activity {
  return {
    kind_revision: null,
    place_id: null,
    place_name: null,
    position: null,
    location_type: null,
    time_precision: "exact",
    service_date: null,
    started_at: null,
    ended_at: null,
    state: "done",
    cancel_reason: null,
    requested_by: "unknown",
    wish_ids: [],
    unit_ids: [],
    focus: [],
    series: null,
    participants: null,
    joint_id: null,
    fields: {},
    outcomes: {},
    note: null,
    ...dropNull(given),
    kind: given.kind,
    municipality_code: given.municipality_code,
    organisation_id: given.organisation_id,
  };
}

/** Without its null members, so that spreading it over defaults leaves the defaults standing. */
function dropNull(given: Partial<Activity>): Partial<Activity> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}

/** The position as it may leave the phone: about 100 m (three decimals), or nothing when a place is named. */
export function coarsePosition(position: { lat: number; lon: number; accuracy_m: number | null }): {
  lat: number;
  lon: number;
  accuracy_m: number | null;
} {
  return {
    lat: Math.round(position.lat * 1000) / 1000,
    lon: Math.round(position.lon * 1000) / 1000,
    accuracy_m: Math.max(100, Math.round(position.accuracy_m ?? 100)),
  };
}

/** Text as the server keeps it: NFC, no space at the ends, and null where nothing is said. */
export function tidyText(text: string | null): string | null {
  const tidy = text?.normalize("NFC").trim() ?? "";
  return tidy === "" ? null : tidy;
}

/**
 * An activity as it leaves the phone: texts tidied, the position coarse and only where no place is chosen,
 * lists without repetitions.
 */
export function tidyActivity(activity: Activity): Activity {
  return {
    ...activity,
    place_name: tidyText(activity.place_name),
    cancel_reason: tidyText(activity.cancel_reason),
    series: tidyText(activity.series),
    note: tidyText(activity.note),
    position:
      activity.position === null || activity.place_id !== null
        ? null
        : coarsePosition(activity.position),
    wish_ids: [...new Set(activity.wish_ids)],
    unit_ids: [...new Set(activity.unit_ids)],
    focus: [...new Set(activity.focus)],
    fields: Object.fromEntries(
      Object.entries(activity.fields).map(([code, value]) => [
        code,
        typeof value === "string" ? tidyText(value) : value,
      ]),
    ),
  };
}
