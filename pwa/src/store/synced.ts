/*
 * What the server sends: replaced whole or patched, always together with the cursor that says how far it
 * reaches, in one transaction. Losing the cursor means a full pull, never a wrong one. outbox and sent are
 * touched only by the settled receipts that a pull brings.
 */
import { swedishOrder } from "../domain/places";
import type { Catalogue } from "../domain/wire/catalogue";
import type { PromiseProgress } from "../domain/wire/progress";
import type { CitizenPromise } from "../domain/wire/promise";
import type { PullPage } from "../domain/wire/pull";
import type { Place, Unit, Wish } from "../domain/wire/surroundings";
import { write, type Store } from "./open";
import { settle, type Settling } from "./outbox";
import { offerSentAgain } from "./sent";
import type { SyncedState, Writing } from "./schema";

/** Everything synced but the catalogue, which is nobody's and is needed to write offline. */
export async function clearSynced(writing: Writing): Promise<void> {
  await Promise.all([
    writing.objectStore("synced").clear(),
    writing.objectStore("places").clear(),
    writing.objectStore("wishes").clear(),
    writing.objectStore("units").clear(),
    writing.objectStore("promises").clear(),
    writing.objectStore("progress").clear(),
    writing.objectStore("synced_activities").clear(),
  ]);
}

/** How far the synced stores reach for this author; null says that everything must be pulled. */
export function syncedState(store: Store, author_id: string): Promise<SyncedState | null> {
  return store.run(async (db) => {
    const state = await db.get("synced", "current");
    return state?.author_id === author_id ? state : null;
  });
}

/**
 * Takes in pages of a pull with the last one's cursor. Pages of a full send (`reset`) come here all at once
 * and replace everything. Answers false, and keeps nothing, when another person has signed in meanwhile.
 */
export function takeIn(
  store: Store,
  pages: readonly PullPage[],
  settling: Settling,
): Promise<boolean> {
  const last = pages.at(-1);
  if (last === undefined) return Promise.resolve(true);
  return write(store, async (writing) => {
    const current = await writing.objectStore("session").get("current");
    if (current?.session.user.id !== settling.author_id) return false;
    if (pages.some((page) => page.reset)) await clearSynced(writing);
    for (const page of pages) await takeInPage(writing, page, settling);
    await offerSentAgain(writing, settling.author_id, last.epoch);
    await writing.objectStore("synced").put(
      {
        author_id: settling.author_id,
        cursor: last.cursor,
        epoch: last.epoch,
        pulled_at: settling.now,
      },
      "current",
    );
    return true;
  });
}

async function takeInPage(writing: Writing, page: PullPage, settling: Settling): Promise<void> {
  const progress = writing.objectStore("progress");
  // Progress comes whole on the last page: what is no longer there is gone.
  if (!page.has_more) await progress.clear();
  await Promise.all([
    page.catalogue === null
      ? undefined
      : writing.objectStore("catalogue").put(page.catalogue, "current"),
    ...page.places.map((place) => writing.objectStore("places").put(place)),
    ...page.wishes.map((wish) => writing.objectStore("wishes").put(wish)),
    ...page.units.map((unit) => writing.objectStore("units").put(unit)),
    ...page.promises.map((promise) => writing.objectStore("promises").put(promise)),
    ...page.progress.map((rows) => progress.put(rows)),
    ...page.activities.map((entry) => writing.objectStore("synced_activities").put(entry)),
  ]);
  await settle(writing, page.receipts, settling);
}

export function readCatalogue(store: Store): Promise<Catalogue | null> {
  return store.run(async (db) => (await db.get("catalogue", "current")) ?? null);
}

function within<T extends { municipality_code: string }>(rows: T[], code: string | undefined): T[] {
  return code === undefined ? rows : rows.filter((row) => row.municipality_code === code);
}

/** Places that are not retired, by name in Swedish order. */
export function listPlaces(store: Store, municipality_code?: string): Promise<Place[]> {
  return store.run(async (db) =>
    within(await db.getAll("places"), municipality_code)
      .filter((place) => !place.retired)
      .sort((a, b) => swedishOrder.compare(a.name, b.name)),
  );
}

/** Every place the phone knows, retired ones too: what validation looks in. */
export function listKnownPlaces(store: Store): Promise<Place[]> {
  return store.run((db) => db.getAll("places"));
}

export function listWishes(store: Store, municipality_code?: string): Promise<Wish[]> {
  return store.run(async (db) =>
    within(await db.getAll("wishes"), municipality_code).sort((a, b) =>
      b.asked_on.localeCompare(a.asked_on),
    ),
  );
}

export function listUnits(store: Store, municipality_code?: string): Promise<Unit[]> {
  return store.run(async (db) =>
    within(await db.getAll("units"), municipality_code).sort((a, b) =>
      swedishOrder.compare(a.name, b.name),
    ),
  );
}

/** Newest first. */
export function listPromises(store: Store): Promise<CitizenPromise[]> {
  return store.run(async (db) =>
    (await db.getAll("promises")).sort((a, b) => b.starts_on.localeCompare(a.starts_on)),
  );
}

export function listProgress(store: Store): Promise<PromiseProgress[]> {
  return store.run((db) => db.getAll("progress"));
}
