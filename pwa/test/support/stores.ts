/* A fresh store for each test, and short ways to look into it. */
import "fake-indexeddb/auto";
import { onTestFinished } from "vitest";
import { openStore, type Store } from "../../src/store/open";
import type { Settling } from "../../src/store/outbox";
import { listOutbox } from "../../src/store/outbox";
import { ofAuthor, type SentRecord, type SetAsideRecord } from "../../src/store/schema";
import { ANNA, EPOCH } from "./entries";

let count = 0;

export function freshName(): string {
  count += 1;
  return `test-${count}`;
}

export function freshStore(name = freshName()): Store {
  const store = openStore({ name });
  onTestFinished(() => store.close());
  return store;
}

export function settling(part: Partial<Settling> = {}): Settling {
  return {
    author_id: ANNA,
    epoch: EPOCH,
    now: "2026-10-24T20:00:01.000Z",
    retryAt: (failures) =>
      new Date(Date.parse("2026-10-24T20:00:01Z") + failures * 60_000).toISOString(),
    ...part,
  };
}

export async function outboxTypes(store: Store, author_id = ANNA): Promise<string[]> {
  const queue = await listOutbox(store, author_id);
  return queue.map((record) => `${record.operation.type} ${record.status}`);
}

export function sentOf(store: Store, author_id = ANNA): Promise<SentRecord[]> {
  return store.run((db) => db.getAll("sent", ofAuthor(author_id)));
}

export function setAsideOf(store: Store, author_id = ANNA): Promise<SetAsideRecord[]> {
  return store.run((db) => db.getAll("set_aside", ofAuthor(author_id)));
}
