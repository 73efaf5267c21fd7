/* Suggesting places: nearest first when a position is known, with open wishes and the latest visit beside. */
import type { Activity } from "./wire/activity";
import type { Place, Wish } from "./wire/surroundings";
import type { IsoDate } from "./wire/values";

export interface PlaceSuggestion {
  place: Place;
  /** Metres from the phone, or null where one of them has no position. */
  distance_m: number | null;
  open_wishes: Wish[];
  /** The latest evening any own entry stands there. */
  last_visit_on: IsoDate | null;
}

export interface SuggestionInput {
  places: readonly Place[];
  wishes: readonly Wish[];
  /** Own entries; only place, kind and evening are read. */
  visits: readonly { activity: Pick<Activity, "place_id" | "kind">; service_date: IsoDate }[];
  position: { lat: number; lon: number } | null;
  /** With a kind, only the wishes that ask for it are open for this form. */
  kind?: string;
}

/** Swedish order: Å, Ä and Ö after Z. */
export const swedishOrder = new Intl.Collator("sv");

/** received and waiting are open; the rest have had their answer. */
export function isOpen(wish: Pick<Wish, "status">): boolean {
  return wish.status === "received" || wish.status === "waiting";
}

/** A wish without kinds asks for whatever helps. */
export function asksFor(wish: Pick<Wish, "kinds">, kind: string): boolean {
  return wish.kinds.length === 0 || wish.kinds.includes(kind);
}

const EARTH_RADIUS_M = 6_371_000;

/** Great-circle distance in metres. */
export function distance(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const halfLat = Math.sin(radians(b.lat - a.lat) / 2);
  const halfLon = Math.sin(radians(b.lon - a.lon) / 2);
  const chord = halfLat ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * halfLon ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function latest(dates: readonly IsoDate[]): IsoDate | null {
  return dates.reduce<IsoDate | null>(
    (last, date) => (last === null || date > last ? date : last),
    null,
  );
}

/** Null sorts last. */
function ascending(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a - b;
}

/**
 * Places to choose from, retired ones never. With a position nearest first; without one (and among those
 * without a position) those with open wishes first, then the most recently visited, then by name.
 */
export function suggestPlaces(input: SuggestionInput): PlaceSuggestion[] {
  const { kind, position } = input;
  const suggestions = input.places
    .filter((place) => !place.retired)
    .map((place): PlaceSuggestion => ({
      place,
      distance_m:
        position === null || place.position === null
          ? null
          : Math.round(distance(position, place.position)),
      open_wishes: input.wishes.filter(
        (wish) =>
          wish.place_id === place.id && isOpen(wish) && (kind === undefined || asksFor(wish, kind)),
      ),
      last_visit_on: latest(
        input.visits
          .filter((visit) => visit.activity.place_id === place.id)
          .map((visit) => visit.service_date),
      ),
    }));
  return suggestions.sort(
    (a, b) =>
      ascending(a.distance_m, b.distance_m) ||
      Math.sign(b.open_wishes.length) - Math.sign(a.open_wishes.length) ||
      (b.last_visit_on ?? "").localeCompare(a.last_visit_on ?? "") ||
      swedishOrder.compare(a.place.name, b.place.name),
  );
}
