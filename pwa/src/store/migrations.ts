/*
 * Numbered and append-only: the n-th function takes a database from version n-1 to n. A released one is
 * never edited, and none may drop or rewrite `outbox`, the only copy of what has not been sent.
 */
import type { IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import type { Schema } from "./schema";

type Migration = (
  db: IDBPDatabase<Schema>,
  upgrade: IDBPTransaction<Schema, StoreNames<Schema>[], "versionchange">,
) => void;

/** 1: what is written on this phone, and who wrote it. */
const ownRecords: Migration = (db) => {
  db.createObjectStore("meta");
  db.createObjectStore("session");
  const outbox = db.createObjectStore("outbox", { keyPath: ["author_id", "position"] });
  outbox.createIndex("operation", "operation_id", { unique: true });
  outbox.createIndex("activity", "activity_ids", { multiEntry: true });
  const sent = db.createObjectStore("sent", { keyPath: ["author_id", "position"] });
  sent.createIndex("operation", "operation_id", { unique: true });
  sent.createIndex("activity", "activity_ids", { multiEntry: true });
  sent.createIndex("sent_at", "sent_at");
  const setAside = db.createObjectStore("set_aside", { keyPath: ["author_id", "position"] });
  setAside.createIndex("set_aside_at", "set_aside_at");
  db.createObjectStore("activities", { keyPath: ["author_id", "activity_id"] });
};

/** 2: what the server sends, all of which can be pulled again. */
const syncedRecords: Migration = (db) => {
  db.createObjectStore("synced");
  db.createObjectStore("catalogue");
  db.createObjectStore("places", { keyPath: "id" });
  db.createObjectStore("wishes", { keyPath: "id" });
  db.createObjectStore("units", { keyPath: "id" });
  db.createObjectStore("promises", { keyPath: "id" });
  db.createObjectStore("progress", { keyPath: "promise_id" });
  db.createObjectStore("synced_activities", { keyPath: "activity_id" });
};

export const migrations: readonly Migration[] = [ownRecords, syncedRecords];
