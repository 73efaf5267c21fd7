/**
 * Dates, times and numbers as Swedish readers expect them: a dot in times, an en dash without
 * spaces, no-break spaces inside numbers and U+2212 as minus. Pure: the clock is passed in, and
 * instants are always read in Stockholm, whatever zone the phone is set to.
 */

import { addDays, swedishTime } from "../domain/service-date";

const NBSP = "\u00a0";
const EN_DASH = "\u2013";

const number = new Intl.NumberFormat("sv-SE", { maximumFractionDigits: 2 });
const oneDecimal = new Intl.NumberFormat("sv-SE", { maximumFractionDigits: 1 });

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "UTC", ...options });
}
const medium = dates({ day: "numeric", month: "short", year: "numeric" });
const short = dates({ weekday: "short", day: "numeric", month: "short" });
const monthAndYear = dates({ month: "long", year: "numeric" });

/** 1234567.5 → "1 234 567,5" with no-break spaces; −3 with a real minus sign. */
export function formatNumber(value: number): string {
  return number.format(value);
}

/** "2026-10-24" as a UTC noon, so that no zone can move the day. */
function asDate(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}

/** "24 okt. 2026" */
export function formatDate(date: string): string {
  return medium.format(asDate(date));
}

/** "lör 24 okt."; with the year where `today` is given and lies in another one: a slip must show. */
export function formatDay(date: string, today: string = date): string {
  const day = short.format(asDate(date));
  return date.slice(0, 4) === today.slice(0, 4) ? day : `${day} ${date.slice(0, 4)}`;
}

/** "2020-03" → "mars 2020" */
export function formatMonth(month: string): string {
  return monthAndYear.format(asDate(`${month}-15`));
}

export interface LocalTime {
  /** ISO date in Stockholm, "2026-10-24". */
  date: string;
  /** Wall clock in Stockholm, "21:05", as a native time input wants it. */
  time: string;
}

/** The Stockholm wall clock of an instant; throws a RangeError for text that is no instant. */
export function stockholm(instant: string | Date): LocalTime {
  const clock = swedishTime(instant);
  if (clock === null) throw new RangeError(`not an instant: ${String(instant)}`);
  return { date: clock.date, time: `${twoDigits(clock.hour)}:${twoDigits(clock.minute)}` };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** "21:05" → "21.05" */
function dotted(time: string): string {
  return time.replace(":", ".");
}

/** "02.14" in Stockholm, without kl. */
export function formatClock(instant: string | Date): string {
  return dotted(stockholm(instant).time);
}

/** "kl. 21.00–01.00", or "kl. 21.00" without an end. */
export function formatTimeSpan(startedAt: string, endedAt: string | null | undefined): string {
  const start = formatClock(startedAt);
  const end = endedAt ? `${EN_DASH}${formatClock(endedAt)}` : "";
  return `kl.${NBSP}${start}${end}`;
}

/** "02.14" for today, "i går 23.10", else "lör 24 okt. 21.00": when something last happened. */
export function formatMoment(instant: string | Date, now: Date, yesterday: string): string {
  const then = stockholm(instant);
  const today = stockholm(now).date;
  if (then.date === today) return dotted(then.time);
  if (then.date === addDays(today, -1)) return `${yesterday} ${dotted(then.time)}`;
  return `${formatDay(then.date)} ${dotted(then.time)}`;
}

/** "2020-01-01", "2020-12-31" → "1 jan. – 31 dec. 2020"; en dash with spaces between phrases. */
export function formatPeriod(startsOn: string, endsOn: string | null | undefined): string {
  if (!endsOn) return `${formatDate(startsOn)} ${EN_DASH}`;
  return `${formatDate(startsOn)} ${EN_DASH} ${formatDate(endsOn)}`;
}

/** 340 → "340 m", 1240 → "1,2 km"; rounded, because a phone's position is no better. */
export function formatDistance(metres: number): string {
  if (metres < 1000) return `${formatNumber(Math.round(metres / 10) * 10)}${NBSP}m`;
  return `${oneDecimal.format(metres / 1000)}${NBSP}km`;
}

/** A search key that survives case, and accents typed on another keyboard layout. */
export function searchKey(text: string): string {
  return text.normalize("NFC").toLocaleLowerCase("sv").trim();
}
