/*
 * The evening or day an entry belongs to, by the Swedish clock: the date it started on, and for an evening
 * kind that started before the cut-off the date before. The server does the same (contract/service-date/).
 */
import type { Activity } from "./wire/activity";
import type { Kind } from "./wire/catalogue";
import type { Instant, IsoDate } from "./wire/values";

/** Hour of the Swedish clock before which an evening kind belongs to the evening before. */
export const EVENING_CUT_OFF_HOUR = 5;

const swedishClock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Stockholm",
  calendar: "gregory",
  numberingSystem: "latn",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

export interface SwedishTime {
  date: IsoDate;
  hour: number;
  minute: number;
}

/** What a clock on the wall in Sweden shows at that instant; null for something that is no instant. */
export function swedishTime(instant: Instant | Date): SwedishTime | null {
  const date = typeof instant === "string" ? new Date(instant) : instant;
  if (Number.isNaN(date.getTime())) return null;
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const part of swedishClock.formatToParts(date)) parts[part.type] = part.value;
  const { year = "", month = "", day = "", hour = "", minute = "" } = parts;
  return {
    date: `${year.padStart(4, "0")}-${month}-${day}`,
    hour: Number(hour),
    minute: Number(minute),
  };
}

/** The calendar day after (or, with a negative number, before) `date`. */
export function addDays(date: IsoDate, days: number): IsoDate {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** The evening (or day) an instant belongs to for a kind. */
export function serviceDateAt(started_at: Instant | Date, isEveningKind: boolean): IsoDate | null {
  const time = swedishTime(started_at);
  if (time === null) return null;
  return isEveningKind && time.hour < EVENING_CUT_OFF_HOUR ? addDays(time.date, -1) : time.date;
}

/** The entry's service date; null where it has neither a start nor an evening. */
export function serviceDate(
  activity: Pick<Activity, "time_precision" | "service_date" | "started_at">,
  kind: Pick<Kind, "evening"> | null,
): IsoDate | null {
  if (activity.time_precision === "evening") return activity.service_date;
  if (activity.started_at === null) return null;
  return serviceDateAt(activity.started_at, kind?.evening ?? false);
}

/**
 * The instant at which a Swedish clock shows `date` and `time` ("21:30"); null where either is no date or
 * time. In the hour that comes twice in October the first is meant, unless `later`; a time that is skipped
 * in March is read an hour on, as clocks do.
 */
export function instantAt(date: IsoDate, time: string, later = false): Date | null {
  const match = /^([01]\d|2[0-3])[:.]([0-5]\d)$/.exec(time);
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (match === null || !/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(midnight)) return null;
  const wanted = midnight + (Number(match[1]) * 60 + Number(match[2])) * 60_000;
  const reads = (hoursAhead: number): boolean => {
    const shown = swedishTime(new Date(wanted - hoursAhead * 3_600_000));
    return shown?.date === date && shown.hour === Number(match[1]);
  };
  // Summer time is two hours ahead of UTC, so its reading of a doubled hour is the first one.
  const [first, second] = later ? [1, 2] : [2, 1];
  if (reads(first)) return new Date(wanted - first * 3_600_000);
  if (reads(second)) return new Date(wanted - second * 3_600_000);
  return new Date(wanted - 3_600_000);
}
