/* The evening or day an entry belongs to, by the Swedish clock. */
import type { Activity, IsoDate, Kind } from "./wire";

/** Hour of the Swedish clock before which an evening kind belongs to the evening before. */
export const EVENING_CUT_OFF_HOUR = 5;

/** The entry's service date; null where it has neither a start nor an evening. */
export function serviceDate(
  activity: Pick<Activity, "time_precision" | "service_date" | "started_at">,
  kind: Pick<Kind, "evening"> | null,
): IsoDate | null {
  throw new Error(`not written yet: ${activity.time_precision} ${String(kind)}`);
}
