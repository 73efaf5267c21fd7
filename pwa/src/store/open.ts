/*
 * Opens the database and keeps it open: what can go wrong with storage becomes a state the screens can
 * show, never a silent loss. Nothing but IndexedDB may be awaited inside a transaction.
 */
import { openDB } from "idb";
import { source, type Observable } from "../domain/observable";
import type { StorageState } from "../phone";
import { migrations } from "./migrations";
import { ALL_STORES, type Database, type Schema, type Writing } from "./schema";

export interface Store {
  readonly state: Observable<StorageState>;
  /**
   * Runs `work` on the open database. Where the browser closed it meanwhile (iOS does, under memory
   * pressure) it is opened again and the work is tried once more; a transaction that was cut off has
   * left nothing behind, so the second try cannot double it.
   */
  run: <T>(work: (db: Database) => Promise<T>) => Promise<T>;
  /** Says whether the browser has promised not to clear the storage. */
  setPersisted: (persisted: boolean) => void;
  close: () => void;
}

/**
 * Runs `work` in one strict transaction and resolves when it is on disk. Whatever goes wrong, nothing of it
 * is kept, and the error is the one that says why (a full disk shows first when the transaction commits).
 */
export function write<T>(store: Store, work: (writing: Writing) => Promise<T>): Promise<T> {
  return store.run(async (db) => {
    const writing = db.transaction(ALL_STORES, "readwrite", { durability: "strict" });
    let result: T;
    try {
      result = await work(writing);
    } catch (error) {
      try {
        writing.abort();
      } catch {
        // It had already ended by itself, which is why the work failed; `done` tells the reason.
      }
      const reason: unknown = await writing.done.then(
        () => error,
        (cause: unknown) => cause,
      );
      throw isQuotaError(reason) ? reason : error;
    }
    await writing.done;
    return result;
  });
}

/** The database could not be opened; `store.state` says why. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}

export interface OpenOptions {
  name?: string;
  /** Only tests open an older version. */
  version?: number;
}

export function isQuotaError(error: unknown): boolean {
  // QuotaExceededError is a DOMException of that name; newer drafts make it a class of its own.
  return error instanceof Error && error.name === "QuotaExceededError";
}

function isClosedError(error: unknown): boolean {
  // Chromium and Firefox say InvalidStateError; WebKit says UnknownError when its process was killed.
  return (
    error instanceof Error && (error.name === "InvalidStateError" || error.name === "UnknownError")
  );
}

/** Starts opening at once; `run` waits for it. */
export function openStore(options: OpenOptions = {}): Store {
  const state = source<StorageState>({ phase: "open", persisted: null });
  const version = options.version ?? migrations.length;
  let persisted: boolean | null = null;
  let opening: Promise<Database> | null = null;
  let current: Database | null = null;
  /** Set when this page must not touch the database any more. */
  let closedForGood = false;

  const isOpen = (): void => state.set({ phase: "open", persisted });

  async function open(): Promise<Database> {
    try {
      const db = await openDB<Schema>(options.name ?? "trygglogg", version, {
        upgrade(database, oldVersion, newVersion, transaction) {
          for (const migrate of migrations.slice(oldVersion, newVersion ?? version)) {
            migrate(database, transaction);
          }
        },
        blocked: () => state.set({ phase: "blocked" }),
        blocking: () => {
          // A newer version of the app waits in another tab: let it through and ask for a reload here.
          closedForGood = true;
          current?.close();
          current = null;
          opening = null;
          state.set({ phase: "outdated" });
        },
        terminated: () => {
          current = null;
          opening = null;
        },
      });
      current = db;
      isOpen();
      return db;
    } catch (error) {
      state.set(unopened(error));
      throw new StoreUnavailable("The database could not be opened", { cause: error });
    }
  }

  function database(): Promise<Database> {
    if (closedForGood) {
      return Promise.reject(new StoreUnavailable("A newer version of the app uses the database"));
    }
    if (opening === null) {
      const attempt = open();
      opening = attempt;
      // A failed attempt is forgotten, so that the next call tries again; its caller hears of it.
      attempt.catch(() => {
        if (opening === attempt) opening = null;
      });
    }
    return opening;
  }

  async function run<T>(work: (db: Database) => Promise<T>): Promise<T> {
    try {
      let result: T;
      try {
        result = await work(await database());
      } catch (error) {
        if (!isClosedError(error)) throw error;
        current?.close();
        current = null;
        opening = null;
        result = await work(await database());
      }
      if (state.get().phase === "full") isOpen();
      return result;
    } catch (error) {
      if (isQuotaError(error)) state.set({ phase: "full" });
      throw error;
    }
  }

  // A failure is kept in the state and comes back to whoever calls `run`.
  database().catch(() => undefined);

  return {
    state,
    run,
    setPersisted: (value) => {
      persisted = value;
      if (state.get().phase === "open") isOpen();
    },
    close: () => {
      closedForGood = true;
      current?.close();
      current = null;
      opening = null;
    },
  };
}

/** Why opening failed, for the screen. */
function unopened(error: unknown): StorageState {
  if (isQuotaError(error)) return { phase: "full" };
  // The stored version is newer than this code: an old page after an update.
  if (error instanceof Error && error.name === "VersionError") return { phase: "outdated" };
  return { phase: "unavailable", detail: error instanceof Error ? error.message : String(error) };
}
