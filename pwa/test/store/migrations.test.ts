import { openDB } from "idb";
import { describe, expect, test } from "vitest";
import { migrations } from "../../src/store/migrations";
import { openStore } from "../../src/store/open";
import { listOutbox } from "../../src/store/outbox";
import { recordLogs } from "../../src/store/record";
import { ALL_STORES } from "../../src/store/schema";
import { ANNA, speedCheck, testClock } from "../support/entries";
import { freshName, freshStore } from "../support/stores";

describe("every stored version comes up to this one with its outbox", () => {
  for (let version = 1; version <= migrations.length; version += 1) {
    test(`from version ${version}`, async () => {
      const name = freshName();
      const old = openStore({ name, version });
      const queued = {
        author_id: ANNA,
        position: 7,
        operation_id: "o",
        activity_ids: ["a"],
        status: "on-phone",
      };
      await old.run((db) => db.put("outbox", queued as never));
      old.close();

      const store = freshStore(name);

      expect(await listOutbox(store, ANNA)).toEqual([queued]);
      const stores = await store.run((db) => Promise.resolve([...db.objectStoreNames]));
      expect(stores.sort()).toEqual([...ALL_STORES].sort());
    });
  }

  test("a new database is whole", async () => {
    const store = freshStore();

    await recordLogs(store, ANNA, [speedCheck()], testClock());

    expect(await listOutbox(store, ANNA)).toHaveLength(1);
  });

  test("the version is the number of migrations", async () => {
    const name = freshName();
    await freshStore(name).run(() => Promise.resolve());

    const db = await openDB(name);

    expect(db.version).toBe(migrations.length);
    db.close();
  });
});
