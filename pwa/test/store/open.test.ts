import { openDB, unwrap } from "idb";
import { describe, expect, test, vi } from "vitest";
import { openStore, StoreUnavailable, write } from "../../src/store/open";
import { freshName, freshStore } from "../support/stores";

const full = (): DOMException => new DOMException("No room", "QuotaExceededError");

describe("what can go wrong with storage is a state", () => {
  test("an older page that stands in the way is told of, and gone through when it closes", async () => {
    const name = freshName();
    const older = await openDB(name, 1, { upgrade: (db) => void db.createObjectStore("old") });
    const store = freshStore(name);
    const states: string[] = [];
    store.state.subscribe((state) => states.push(state.phase));

    await vi.waitFor(() => expect(store.state.get().phase).toBe("blocked"));
    older.close();
    await vi.waitFor(() => expect(store.state.get().phase).not.toBe("blocked"));

    expect(states[0]).toBe("blocked");
  });

  test("a newer version of the app is let through, and this page asks to be reloaded", async () => {
    const name = freshName();
    const store = freshStore(name);
    await store.run(() => Promise.resolve());

    const newer = await openDB(name, 99);

    expect(store.state.get().phase).toBe("outdated");
    await expect(store.run((db) => db.count("outbox"))).rejects.toBeInstanceOf(StoreUnavailable);
    newer.close();
  });

  test("an old page that opens after an update is outdated, not broken", async () => {
    const name = freshName();
    (await openDB(name, 99)).close();

    const store = freshStore(name);

    await expect(store.run((db) => db.count("outbox"))).rejects.toBeInstanceOf(StoreUnavailable);
    expect(store.state.get().phase).toBe("outdated");
  });

  test("without any storage the app says so", async () => {
    vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    });
    const store = freshStore();

    await expect(store.run((db) => db.count("outbox"))).rejects.toBeInstanceOf(StoreUnavailable);
    expect(store.state.get()).toMatchObject({
      phase: "unavailable",
      detail: "The operation is insecure.",
    });
  });

  test("a failed opening is tried again the next time", async () => {
    vi.spyOn(indexedDB, "open").mockImplementationOnce(() => {
      throw new DOMException("Later", "UnknownError");
    });
    const store = freshStore();
    await vi.waitFor(() => expect(store.state.get().phase).toBe("unavailable"));

    expect(await store.run((db) => db.count("outbox"))).toBe(0);
    expect(store.state.get().phase).toBe("open");
  });

  test("a full phone is told of until a write has room again", async () => {
    const store = freshStore();

    await expect(store.run(() => Promise.reject(full()))).rejects.toThrow("No room");
    expect(store.state.get().phase).toBe("full");
    await store.run((db) => db.put("meta", 1, "x"));

    expect(store.state.get().phase).toBe("open");
  });

  test("whether the browser keeps the storage is part of the state", async () => {
    const store = freshStore();
    await store.run(() => Promise.resolve());

    store.setPersisted(true);

    expect(store.state.get()).toEqual({ phase: "open", persisted: true });
  });
});

describe("run", () => {
  test("opens again when the browser has closed the database, and does the work once", async () => {
    const store = freshStore();
    await store.run((db) => {
      db.close();
      return Promise.resolve();
    });

    await store.run((db) => db.put("meta", "kept", "word"));

    expect(await store.run((db) => db.get("meta", "word"))).toBe("kept");
  });
});

describe("write", () => {
  test("keeps nothing when the work fails half-way", async () => {
    const store = freshStore();

    const failing = write(store, async (writing) => {
      await writing.objectStore("meta").put("half", "word");
      throw new Error("half-way");
    });

    await expect(failing).rejects.toThrow("half-way");
    expect(await store.run((db) => db.get("meta", "word"))).toBeUndefined();
  });

  test("tells that the phone is full when that shows first at the end", async () => {
    const store = freshStore();
    await store.run(() => Promise.resolve());

    const failing = write(store, async (writing) => {
      await writing.objectStore("meta").put("half", "word");
      Object.defineProperty(unwrap(writing), "error", { get: full });
      writing.abort();
    });

    await expect(failing).rejects.toThrow("No room");
    expect(store.state.get().phase).toBe("full");
  });

  test("asks for strict durability", async () => {
    const store = freshStore();
    const transaction = vi.spyOn(IDBDatabase.prototype, "transaction");

    await write(store, () => Promise.resolve());

    expect(transaction.mock.calls.at(-1)?.slice(1)).toEqual([
      "readwrite",
      { durability: "strict" },
    ]);
  });
});

test("a store that is closed is not opened again", async () => {
  const store = openStore({ name: freshName() });
  store.close();

  await expect(store.run((db) => db.count("outbox"))).rejects.toBeInstanceOf(StoreUnavailable);
});
