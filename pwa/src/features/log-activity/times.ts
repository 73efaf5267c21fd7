/**
 * From the wall clock of the form to instants and back. Pure. What is typed is Swedish time, whatever
 * zone the phone is set to; domain/service-date.ts knows the nights when the clock is turned.
 */
import { addDays, instantAt } from "../../domain/service-date";
import type { Activity, TimePrecision } from "../../domain/wire/activity";
import { stockholm } from "../../ui/format";

export interface FormTime {
  precision: TimePrecision;
  /** The day in Stockholm the form shows. */
  date: string;
  /** "21:05", or "" where only the day or evening is known. */
  start: string;
  /** "01:00"; "" is *sluttid okänd*. An end before the start is on the next day. */
  end: string;
}

/** What the time part of the form shows for an activity. */
export function formTimeOf(activity: Activity, now: Date): FormTime {
  if (activity.time_precision === "evening") {
    return {
      precision: "evening",
      date: activity.service_date ?? stockholm(now).date,
      start: "",
      end: "",
    };
  }
  const start = stockholm(activity.started_at ?? now);
  return {
    precision: activity.time_precision,
    date: start.date,
    start: start.time,
    end: activity.ended_at === null ? "" : stockholm(activity.ended_at).time,
  };
}

/** True when the end is on the day after the start: 21:00–01:00. */
export function endsNextDay(time: FormTime): boolean {
  return time.start !== "" && time.end !== "" && time.end < time.start;
}

/** The members of an activity that say when. */
export function timeMembers(
  time: FormTime,
): Pick<Activity, "time_precision" | "service_date" | "started_at" | "ended_at"> {
  if (time.precision === "evening") {
    return {
      time_precision: "evening",
      service_date: time.date,
      started_at: null,
      ended_at: null,
    };
  }
  const endDate = endsNextDay(time) ? addDays(time.date, 1) : time.date;
  return {
    time_precision: time.precision,
    service_date: null,
    started_at: instantAt(time.date, time.start)?.toISOString() ?? null,
    ended_at: instantAt(endDate, time.end)?.toISOString() ?? null,
  };
}
