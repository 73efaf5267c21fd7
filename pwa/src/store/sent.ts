/*
 * Applied operations, kept for 30 days. When the server's epoch changes (its database was restored) they
 * are offered again in order; receipts keep it exact where the server has them after all.
 */
import { write, type Store } from "./open";
import { ofAuthor, operationRecord, type Writing } from "./schema";

const KEPT_MS = 30 * 24 * 3_600_000;

/**
 * Puts back in the queue what was sent under another epoch than `epoch`, at its old position, and makes
 * what was held under another epoch sendable. Returns how many were put back. Asking twice does it once.
 */
export async function offerSentAgain(
  writing: Writing,
  author_id: string,
  epoch: string,
): Promise<number> {
  const sent = writing.objectStore("sent");
  const outbox = writing.objectStore("outbox");
  const stale = (await sent.getAll(ofAuthor(author_id))).filter((record) => record.epoch !== epoch);
  for (const record of stale) {
    await sent.delete([author_id, record.position]);
    await outbox.put({
      ...operationRecord(record),
      status: "on-phone",
      queued_at: record.sent_at,
      failures: 0,
      next_try_at: null,
      last_failure: null,
      problem: null,
      held: null,
    });
  }
  for (const record of await outbox.getAll(ofAuthor(author_id))) {
    if (record.held !== null && record.held.epoch !== epoch) {
      await outbox.put({ ...record, status: "on-phone", held: null });
    }
  }
  return stale.length;
}

/** The same as a step of its own, after an answer that is no pull. */
export function learnEpoch(store: Store, author_id: string, epoch: string): Promise<number> {
  return write(store, (writing) => offerSentAgain(writing, author_id, epoch));
}

/** Removes what has been kept long enough, and the content of entries nothing points to any more. */
export function removeExpired(store: Store, now: Date): Promise<void> {
  const limit = new Date(now.getTime() - KEPT_MS).toISOString();
  return write(store, async (writing) => {
    const sent = writing.objectStore("sent");
    const touched = new Set<string>();
    for (const record of await sent.index("sent_at").getAll(IDBKeyRange.upperBound(limit))) {
      await sent.delete([record.author_id, record.position]);
      for (const id of record.activity_ids) touched.add(id);
    }
    const setAside = writing.objectStore("set_aside");
    for (const key of await setAside
      .index("set_aside_at")
      .getAllKeys(IDBKeyRange.upperBound(limit))) {
      await setAside.delete(key);
    }
    const activities = writing.objectStore("activities");
    for (const id of touched) {
      const uses = await Promise.all([
        writing.objectStore("outbox").index("activity").count(id),
        sent.index("activity").count(id),
      ]);
      if (uses.some((count) => count > 0)) continue;
      for (const key of await activities.getAllKeys()) {
        if (key[1] === id) await activities.delete(key);
      }
    }
  });
}
