/*
 * What is kept on the phone, store by store. Keys begin with the author wherever a record is one person's.
 * outbox is the only copy of what has not reached the server; no migration and no reset may drop it.
 */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import type { Problem } from "../domain/problem";
import type { EntryStatus } from "../domain/status";
import type { Activity } from "../domain/wire/activity";
import type { Catalogue } from "../domain/wire/catalogue";
import type { Operation } from "../domain/wire/operation";
import type { PromiseProgress } from "../domain/wire/progress";
import type { CitizenPromise } from "../domain/wire/promise";
import type { SyncedActivity } from "../domain/wire/pull";
import type { PushResult } from "../domain/wire/push";
import type { Session } from "../domain/wire/session";
import type { Place, Unit, Wish } from "../domain/wire/surroundings";
import type { Instant } from "../domain/wire/values";

/** What every record of an operation carries. `position` orders a phone's operations, whatever its clock does. */
export interface OperationRecord {
  author_id: string;
  position: number;
  operation_id: string;
  /** The entry it is about; a move is about two. */
  activity_ids: string[];
  operation: Operation;
}

/** Only what an operation's record has in every store, for moving it from one to another. */
export function operationRecord(record: OperationRecord): OperationRecord {
  const { author_id, position, operation_id, activity_ids, operation } = record;
  return { author_id, position, operation_id, activity_ids, operation };
}

/** An operation that is not applied. */
export interface OutboxRecord extends OperationRecord {
  status: Exclude<EntryStatus, "sent">;
  queued_at: Instant;
  /** Tries that the server answered with `failed`, in a row. */
  failures: number;
  next_try_at: Instant | null;
  last_failure: Problem | null;
  /** Why it needs attention; null otherwise. */
  problem: Problem | null;
  /** When and under which epoch the server said `held`; null otherwise. */
  held: { at: Instant; epoch: string } | null;
}

/** An applied operation, kept for 30 days so that it can be offered again to a restored server. */
export interface SentRecord extends OperationRecord {
  sent_at: Instant;
  epoch: string;
  result: PushResult;
}

/** A rejected operation that was repaired or given up, kept for 30 days. */
export interface SetAsideRecord extends OperationRecord {
  set_aside_at: Instant;
  why: "repaired" | "given-up";
  problem: Problem | null;
}

/** The newest content of an entry written on this phone. */
export interface LocalActivity {
  author_id: string;
  activity_id: string;
  activity: Activity;
  is_void: boolean;
  written_at: Instant;
}

/** Whose data the synced stores hold, and how far they reach. */
export interface SyncedState {
  author_id: string;
  cursor: string;
  epoch: string;
  pulled_at: Instant;
}

export interface Schema extends DBSchema {
  meta: { key: string; value: string | number };
  session: { key: "current"; value: { session: Session; signed_in_at: Instant } };
  outbox: {
    key: [author_id: string, position: number];
    value: OutboxRecord;
    indexes: { operation: string; activity: string };
  };
  sent: {
    key: [author_id: string, position: number];
    value: SentRecord;
    indexes: { operation: string; activity: string; sent_at: Instant };
  };
  set_aside: {
    key: [author_id: string, position: number];
    value: SetAsideRecord;
    indexes: { set_aside_at: Instant };
  };
  activities: { key: [author_id: string, activity_id: string]; value: LocalActivity };
  synced: { key: "current"; value: SyncedState };
  catalogue: { key: "current"; value: Catalogue };
  places: { key: string; value: Place };
  wishes: { key: string; value: Wish };
  units: { key: string; value: Unit };
  promises: { key: string; value: CitizenPromise };
  progress: { key: string; value: PromiseProgress };
  synced_activities: { key: string; value: SyncedActivity };
}

export type StoreName = StoreNames<Schema>;
export type Database = IDBPDatabase<Schema>;
export type Writing = IDBPTransaction<Schema, StoreName[], "readwrite">;

/**
 * Every write takes all stores: a few rows each time, and whatever must change together can. The order in
 * which tabs write is then one order.
 */
export const ALL_STORES: StoreName[] = [
  "meta",
  "session",
  "outbox",
  "sent",
  "set_aside",
  "activities",
  "synced",
  "catalogue",
  "places",
  "wishes",
  "units",
  "promises",
  "progress",
  "synced_activities",
];

/** All keys of one author: arrays sort after numbers and strings, so [] closes the range. */
export function ofAuthor(author_id: string): IDBKeyRange {
  return IDBKeyRange.bound([author_id], [author_id, []]);
}
