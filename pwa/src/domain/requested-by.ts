/* Who asked for it, as the form proposes it: open wishes at the place, else not known. Never a question. */
import { asksFor, isOpen } from "./places";
import type { Activity } from "./wire/activity";
import type { Wish } from "./wire/surroundings";

export interface Proposal {
  requested_by: Activity["requested_by"];
  /** The wishes that made it so, linked to the entry. */
  wish_ids: string[];
}

/** Only wishes of that place, for that kind, asked on an earlier or the same day count. */
export function proposeRequestedBy(
  wishes: readonly Wish[],
  entry: { kind: string; place_id: string | null; service_date: string | null },
): Proposal {
  const asked = wishes.filter(
    (wish) =>
      isOpen(wish) &&
      entry.place_id !== null &&
      wish.place_id === entry.place_id &&
      asksFor(wish, entry.kind) &&
      (entry.service_date === null || wish.asked_on <= entry.service_date),
  );
  return asked.length > 0
    ? { requested_by: "citizens", wish_ids: asked.map((wish) => wish.id) }
    : { requested_by: "unknown", wish_ids: [] };
}
