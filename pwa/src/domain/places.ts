/* Suggesting places: nearest first when a position is known, with open wishes and the latest visit beside. */
import type { Activity, IsoDate, Place, Wish } from "./wire";

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

/**
 * Places to choose from. With a position nearest first; without one those with open wishes first, then the
 * most recently visited, then by name.
 */
export function suggestPlaces(input: SuggestionInput): PlaceSuggestion[] {
  throw new Error(`not written yet: ${input.places.length}`);
}
