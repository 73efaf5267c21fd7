/** How an entry reads: when, where, its state, and what it counted for. Pure. */
import { addDays } from "../../domain/service-date";
import type { EntryStatus } from "../../domain/status";
import type { Activity } from "../../domain/wire/activity";
import type { Kind } from "../../domain/wire/catalogue";
import type { CountedFor } from "../../domain/wire/push";
import type { Place } from "../../domain/wire/surroundings";
import type { OwnEntry } from "../../phone";
import { formatDay, formatTimeSpan, stockholm } from "../../ui/format";
import type { IconName } from "../../ui/icon";
import type { Messages } from "../../ui/messages";

/** "I dag · lör 24 okt.", "lör 24 okt." for a heading over one day's entries. */
export function dayHeading(date: string, today: string, m: Messages): string {
  if (date === today) return `${m.log.today} · ${formatDay(date)}`;
  if (date === addDays(today, -1)) return `${m.log.yesterday} · ${formatDay(date)}`;
  return formatDay(date, today);
}

/** Only the clock, for a row under its day: "kl. 21.00–01.00", "omkring kl. 21.00", "på kvällen". */
export function clockWords(activity: Activity, isEvening: boolean, m: Messages): string {
  if (activity.time_precision === "evening" || activity.started_at === null) {
    return isEvening ? m.entry.inTheEvening : m.entry.duringTheDay;
  }
  const span = formatTimeSpan(activity.started_at, activity.ended_at);
  return activity.time_precision === "about" ? m.entry.about(span) : span;
}

/**
 * "kvällen lör 24 okt. kl. 21.00–01.00"; what began after midnight says which night it was, because
 * it belongs to the evening before.
 */
export function whenWords(
  activity: Activity,
  serviceDate: string,
  isEvening: boolean,
  m: Messages,
  today?: string,
): string {
  const clock = clockWords(activity, isEvening, m);
  if (activity.started_at === null || activity.time_precision === "evening") {
    return isEvening
      ? m.entry.evening(formatDay(serviceDate, today))
      : formatDay(serviceDate, today);
  }
  const startDay = stockholm(activity.started_at).date;
  if (!isEvening) return `${formatDay(startDay, today)} ${clock}`;
  const day =
    startDay === serviceDate
      ? m.entry.evening(formatDay(serviceDate, today))
      : m.entry.night(formatDay(startDay, today));
  return `${day} ${clock}`;
}

/** The place's name, or the person's own words for one that isn't in the list. */
export function placeWords(
  activity: Pick<Activity, "place_id" | "place_name">,
  places: readonly Place[],
  m: Messages,
): string | null {
  if (activity.place_name !== null) return m.log.unlistedPlace(activity.place_name);
  const place = places.find((one) => one.id === activity.place_id);
  return place ? placeName(place) : null;
}

/** "Pendelstationen, Nol": several localities have a station of that name. */
export function placeName(place: Pick<Place, "name" | "locality">): string {
  return place.locality === null || place.name.includes(place.locality)
    ? place.name
    : `${place.name}, ${place.locality}`;
}

interface Look {
  tone: "good" | "info" | "warn";
  icon: IconName;
  words: string;
}

/** The state of an entry in words, with what else there is to say about it. */
export function statusWords(status: EntryStatus, isOffline: boolean, m: Messages): Look {
  switch (status) {
    case "sent":
      return { tone: "good", icon: "check", words: m.status.sent };
    case "needs-attention":
      return { tone: "warn", icon: "alert", words: m.status["needs-attention"] };
    case "waiting":
      return { tone: "info", icon: "waiting", words: m.status.held };
    case "on-phone":
      return isOffline
        ? { tone: "info", icon: "offline", words: m.status.waiting }
        : { tone: "info", icon: "phone", words: m.status["on-phone"] };
  }
}

/** "Hastighetskontroller, Mopedinsatser"; null when it counts towards nothing. */
export function countedWords(counted: readonly CountedFor[]): string | null {
  if (counted.length === 0) return null;
  return [...new Set(counted.map((one) => one.short_name))].join(", ");
}

/** The sentences that say why an entry counts. */
export function whySentences(counted: CountedFor): string[] {
  return typeof counted.why === "string" ? [counted.why] : counted.why;
}

export interface Day {
  date: string;
  entries: OwnEntry[];
}

/** Newest evening first; within it the latest start first, and what has no clock time last. */
export function groupByDay(entries: readonly OwnEntry[]): Day[] {
  const days = new Map<string, OwnEntry[]>();
  for (const entry of entries) {
    days.set(entry.service_date, [...(days.get(entry.service_date) ?? []), entry]);
  }
  const start = (entry: OwnEntry): string => entry.activity.started_at ?? "";
  return [...days]
    .map(([date, members]) => ({
      date,
      entries: members.sort(
        (a, b) => start(b).localeCompare(start(a)) || b.written_at.localeCompare(a.written_at),
      ),
    }))
    .sort((a, b) => b.date.localeCompare(a.date));
}

/** What merged corrections clashed about: "tiden, platsen". */
export function clashWords(clashes: readonly string[], m: Messages): string {
  const known: Record<string, string> = m.entry.clashGroups;
  return [...new Set(clashes.map((group) => known[group] ?? m.entry.clashGroups.other))].join(", ");
}

/** True for a kind of the evening; a kind this phone doesn't know is read as one of the day. */
export function isEveningKind(kind: Kind | null): boolean {
  return kind?.evening ?? false;
}
