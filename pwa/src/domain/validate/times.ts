/* When it was: clock times, or only the evening. */
import type { FieldError } from "../problem";
import { addDays, swedishTime } from "../service-date";
import type { Activity } from "../wire/activity";
import type { IsoDate } from "../wire/values";
import { at } from "./limits";

/** How far after the operation's own device_time an entry that is not planned may start. */
export const START_AHEAD_LIMIT_MS = 10 * 60_000;

export function timeErrors(activity: Activity, device_time: string): FieldError[] {
  return activity.time_precision === "evening"
    ? eveningErrors(activity, device_time)
    : instantErrors(activity, device_time);
}

function mayLieAhead(activity: Activity): boolean {
  return activity.state === "planned" || activity.state === "cancelled";
}

/** Only the evening is known: an evening there must be, and no clock times. */
function eveningErrors(activity: Activity, device_time: string): FieldError[] {
  const errors: FieldError[] = [];
  if (activity.service_date === null || !isRealDate(activity.service_date)) {
    errors.push(at("service_date", "Ange vilken kväll eller dag det var."));
  } else {
    const latest = swedishTime(new Date(Date.parse(device_time) + START_AHEAD_LIMIT_MS));
    if (!mayLieAhead(activity) && latest !== null && activity.service_date > latest.date) {
      errors.push(at("service_date", "Dagen ligger i framtiden."));
    }
  }
  if (activity.started_at !== null) {
    errors.push(at("started_at", "Ange antingen klockslag eller bara kvällen."));
  }
  if (activity.ended_at !== null) {
    errors.push(at("ended_at", "Ange antingen klockslag eller bara kvällen."));
  }
  return errors;
}

function instantErrors(activity: Activity, device_time: string): FieldError[] {
  const errors: FieldError[] = [];
  if (activity.service_date !== null) {
    errors.push(at("service_date", "Dagen räknas ut från starttiden."));
  }
  const start = activity.started_at === null ? null : Date.parse(activity.started_at);
  const end = activity.ended_at === null ? null : Date.parse(activity.ended_at);
  if (start === null || Number.isNaN(start)) {
    errors.push(at("started_at", "Ange när det började."));
  } else if (!mayLieAhead(activity) && start > Date.parse(device_time) + START_AHEAD_LIMIT_MS) {
    errors.push(at("started_at", "Starttiden ligger i framtiden."));
  }
  if (end !== null && Number.isNaN(end)) {
    errors.push(at("ended_at", "Sluttiden går inte att läsa."));
  } else if (end !== null && start !== null && end < start) {
    errors.push(at("ended_at", "Sluttiden är före starttiden."));
  }
  return errors;
}

function isRealDate(date: IsoDate): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(date) &&
    !Number.isNaN(Date.parse(`${date}T00:00:00Z`)) &&
    addDays(date, 0) === date
  );
}
