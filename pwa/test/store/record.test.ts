import { describe, expect, test, vi } from "vitest";
import { listEntries } from "../../src/store/activities";
import { write, type Store } from "../../src/store/open";
import { listOutbox, park, settleResults } from "../../src/store/outbox";
import {
  giveUpRejected,
  NoSuchEntry,
  recordCorrection,
  recordLogs,
  recordRestore,
  recordVoid,
} from "../../src/store/record";
import type { OutboxRecord } from "../../src/store/schema";
import { saveSession } from "../../src/store/session";
import { takeIn } from "../../src/store/synced";
import type { Operation } from "../../src/domain/wire/operation";
import type { SyncedActivity } from "../../src/domain/wire/pull";
import {
  ANNA,
  BO,
  EPOCH,
  KUNGALV,
  result,
  session,
  speedCheck,
  synced,
  testClock,
  type TestClock,
} from "../support/entries";
import { pullPage } from "../support/server";
import { freshStore, outboxTypes, sentOf, setAsideOf, settling } from "../support/stores";

async function log(store: Store, clock: TestClock, author_id = ANNA): Promise<string> {
  const [written] = await recordLogs(store, author_id, [speedCheck()], clock);
  return written?.activity_id ?? "";
}

async function lastQueued(store: Store): Promise<OutboxRecord> {
  const last = (await listOutbox(store, ANNA)).at(-1);
  if (last === undefined) throw new Error("the queue is empty");
  return last;
}

async function answer(
  store: Store,
  operation: Operation,
  status: "applied" | "held" | "rejected",
  revision = 1,
): Promise<void> {
  await settleResults(
    store,
    [result(operation, status, status === "applied" ? { revision } : {})],
    settling(),
  );
}

async function receive(store: Store, ...activities: SyncedActivity[]): Promise<void> {
  await saveSession(store, session(), "2026-10-24T20:00:00Z");
  await takeIn(store, [pullPage({ activities })], settling());
}

describe("writing down", () => {
  test("the entry and its operation are there together", async () => {
    const store = freshStore();

    const id = await log(store, testClock());

    const [entry] = await listEntries(store, ANNA);
    const queued = await lastQueued(store);
    expect(entry).toMatchObject({ activity_id: id, status: "on-phone", is_void: false });
    expect(queued.operation).toMatchObject({ type: "log_activity", activity_id: id });
  });

  test("neither is there when the phone is full", async () => {
    const store = freshStore();
    await store.run(() => Promise.resolve());
    const add = vi.spyOn(IDBObjectStore.prototype, "add");
    add.mockImplementationOnce(function (this: IDBObjectStore, value: unknown) {
      // The operation is taken, the entry is not.
      add.mockImplementationOnce(() => {
        throw new DOMException("No room", "QuotaExceededError");
      });
      return this.put(value);
    });

    const logging = log(store, testClock());

    await expect(logging).rejects.toThrow("No room");
    add.mockRestore();
    expect(await listOutbox(store, ANNA)).toEqual([]);
    expect(await listEntries(store, ANNA)).toEqual([]);
    expect(store.state.get().phase).toBe("open");
  });

  test("a whole evening is written at once, in order", async () => {
    const store = freshStore();
    const clock = testClock();

    const written = await recordLogs(store, ANNA, [speedCheck(), speedCheck()], clock);
    await log(store, clock);

    const queue = await listOutbox(store, ANNA);
    expect(queue.map((record) => record.position)).toEqual([1, 2, 3]);
    expect(queue.slice(0, 2).map((record) => record.operation_id)).toEqual(
      written.map((one) => one.operation_id),
    );
  });

  test("the order is the order of writing, whatever the clock does", async () => {
    const store = freshStore();
    const first = await log(store, testClock("2026-10-24T20:00:00Z"));
    const second = await log(store, testClock("2026-10-23T20:00:00Z"));

    const queue = await listOutbox(store, ANNA);

    expect(queue.map((record) => record.operation.activity_id)).toEqual([first, second]);
  });
});

describe("what a change is made on", () => {
  test("on the phone: the author's own operation", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);
    const logged = await lastQueued(store);

    await recordCorrection(
      store,
      ANNA,
      id,
      speedCheck({ outcomes: { licence_seized: 1 } }),
      clock,
      "Räknade fel",
    );

    expect(await outboxTypes(store)).toEqual([
      "log_activity on-phone",
      "correct_activity on-phone",
    ]);
    expect((await lastQueued(store)).operation).toMatchObject({
      base_operation_id: logged.operation_id,
      reason: "Räknade fel",
    });
    expect((await listOutbox(store, ANNA))[0]?.operation).toEqual(logged.operation);
    expect((await listEntries(store, ANNA))[0]?.activity.outcomes).toEqual({ licence_seized: 1 });
  });

  test("sent but not received back: the operation that was sent", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);
    const logged = await lastQueued(store);
    await answer(store, logged.operation, "applied");

    await recordVoid(store, ANNA, id, clock, null);

    expect((await lastQueued(store)).operation).toMatchObject({
      type: "void_activity",
      base_operation_id: logged.operation_id,
    });
  });

  test("received from the server: its revision and epoch", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);
    await answer(store, (await lastQueued(store)).operation, "applied", 1);
    await receive(store, synced({ activity_id: id, revision: 3 }));

    await recordCorrection(store, ANNA, id, speedCheck(), clock, null);

    const { operation } = await lastQueued(store);
    expect(operation).toMatchObject({ base_revision: 3, base_epoch: EPOCH });
    expect("base_operation_id" in operation).toBe(false);
  });

  test("an entry that was never on this phone can be corrected too", async () => {
    const store = freshStore();
    await receive(store, synced({ activity_id: "a", revision: 2 }));

    await recordCorrection(store, ANNA, "a", speedCheck(), testClock(), null);

    expect((await lastQueued(store)).operation).toMatchObject({ base_revision: 2 });
  });

  test("a correction is made on something with content, a restore on the void", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);
    const logged = await lastQueued(store);
    await recordVoid(store, ANNA, id, clock, null);
    const voided = await lastQueued(store);
    await recordRestore(store, ANNA, id, clock, null);
    const restored = await lastQueued(store);

    await recordCorrection(store, ANNA, id, speedCheck(), clock, null);

    expect(restored.operation).toMatchObject({ base_operation_id: voided.operation_id });
    expect((await lastQueued(store)).operation).toMatchObject({
      base_operation_id: logged.operation_id,
    });
    expect((await listEntries(store, ANNA))[0]?.is_void).toBe(false);
  });

  test("an entry of another author, or of nobody, is not there", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock, BO);

    await expect(recordVoid(store, ANNA, id, clock, null)).rejects.toBeInstanceOf(NoSuchEntry);
    await expect(recordVoid(store, ANNA, "x", clock, null)).rejects.toBeInstanceOf(NoSuchEntry);
    expect(await listOutbox(store, ANNA)).toEqual([]);
  });
});

describe("another municipality is a move", () => {
  const inKungalv = speedCheck({
    municipality_code: KUNGALV,
    place_id: null,
    place_name: "Ytterby",
  });

  test("the old entry is voided and the new one stands under its own id", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);

    const moved = await recordCorrection(store, ANNA, id, inKungalv, clock, null);

    const { operation } = await lastQueued(store);
    expect(operation).toMatchObject({
      type: "move_activity",
      activity_id: id,
      municipality_code: "1440",
      new_activity_id: moved.activity_id,
    });
    const entries = await listEntries(store, ANNA);
    const shown = new Map(entries.map((entry) => [entry.activity_id, entry]));
    expect(shown.get(id)).toMatchObject({ is_void: true, municipality_code: "1440" });
    expect(shown.get(moved.activity_id)).toMatchObject({
      is_void: false,
      municipality_code: KUNGALV,
      status: "on-phone",
    });
  });

  test("what is corrected after the move is made on the move", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);
    const moved = await recordCorrection(store, ANNA, id, inKungalv, clock, null);

    await recordCorrection(store, ANNA, moved.activity_id, inKungalv, clock, null);

    expect((await lastQueued(store)).operation).toMatchObject({
      type: "correct_activity",
      activity_id: moved.activity_id,
      base_operation_id: moved.operation_id,
    });
  });

  test("a rejected move is repaired by a move from the same entry to the same new id", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);
    await answer(store, (await lastQueued(store)).operation, "applied");
    const moved = await recordCorrection(store, ANNA, id, inKungalv, clock, null);
    const first = await lastQueued(store);
    await answer(store, first.operation, "rejected");

    await recordCorrection(store, ANNA, moved.activity_id, inKungalv, clock, null);

    const { operation } = await lastQueued(store);
    expect(await outboxTypes(store)).toEqual(["move_activity on-phone"]);
    expect(operation).toMatchObject({
      activity_id: id,
      new_activity_id: moved.activity_id,
      municipality_code: "1440",
    });
    expect(operation.operation_id).not.toBe(first.operation_id);
  });
});

describe("repairing what the server rejected", () => {
  test("one new log with the newest content replaces the rejected log and what was built on it", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);
    const rejected = (await lastQueued(store)).operation;
    await recordCorrection(store, ANNA, id, speedCheck({ participants: 2 }), clock, null);
    await answer(store, rejected, "rejected");

    const repaired = await recordCorrection(
      store,
      ANNA,
      id,
      speedCheck({ participants: 3 }),
      clock,
      null,
    );

    const queue = await listOutbox(store, ANNA);
    expect(queue).toHaveLength(1);
    expect(queue[0]?.operation).toMatchObject({
      type: "log_activity",
      activity_id: id,
      activity: { participants: 3 },
    });
    expect(repaired.activity_id).toBe(id);
    expect(queue[0]?.operation_id).not.toBe(rejected.operation_id);
    const aside = await setAsideOf(store);
    expect(aside.map((record) => `${record.operation.type} ${record.why}`)).toEqual([
      "log_activity repaired",
      "correct_activity repaired",
    ]);
    expect((await listEntries(store, ANNA))[0]?.status).toBe("on-phone");
  });

  test("a rejected correction is repaired on what the server has", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);
    const logged = (await lastQueued(store)).operation;
    await answer(store, logged, "applied");
    await recordCorrection(store, ANNA, id, speedCheck({ participants: -1 }), clock, null);
    await answer(store, (await lastQueued(store)).operation, "rejected");

    await recordCorrection(store, ANNA, id, speedCheck({ participants: 1 }), clock, null);

    expect(await outboxTypes(store)).toEqual(["correct_activity on-phone"]);
    expect((await lastQueued(store)).operation).toMatchObject({
      base_operation_id: logged.operation_id,
    });
  });

  test("an operation that could not even be read is repaired the same way", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);
    const { operation_id } = await lastQueued(store);
    const problem = { slug: "too-large", title: "x", status: 413, detail: null, request_id: null };
    await park(store, ANNA, operation_id, problem as never);
    expect((await listEntries(store, ANNA))[0]).toMatchObject({
      status: "needs-attention",
      problems: [{ slug: "too-large" }],
    });

    await recordCorrection(store, ANNA, id, speedCheck(), clock, null);

    expect(await outboxTypes(store)).toEqual(["log_activity on-phone"]);
  });

  test("removing an entry whose log was rejected sends nothing", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);
    await answer(store, (await lastQueued(store)).operation, "rejected");

    await recordVoid(store, ANNA, id, clock, null);

    expect(await listOutbox(store, ANNA)).toEqual([]);
    expect(await listEntries(store, ANNA)).toEqual([]);
    expect((await setAsideOf(store))[0]).toMatchObject({ why: "given-up" });
  });

  test("removing an entry with a rejected correction sends the void on what stands", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);
    const logged = (await lastQueued(store)).operation;
    await answer(store, logged, "applied");
    await recordCorrection(store, ANNA, id, speedCheck(), clock, null);
    await answer(store, (await lastQueued(store)).operation, "rejected");

    await recordVoid(store, ANNA, id, clock, null);

    expect(await outboxTypes(store)).toEqual(["void_activity on-phone"]);
    expect((await lastQueued(store)).operation).toMatchObject({
      base_operation_id: logged.operation_id,
    });
  });
});

describe("giving up what was rejected", () => {
  test("the entry goes back to what was sent", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);
    await answer(store, (await lastQueued(store)).operation, "applied");
    await recordCorrection(store, ANNA, id, speedCheck({ participants: 9 }), clock, null);
    await answer(store, (await lastQueued(store)).operation, "rejected");

    await giveUpRejected(store, ANNA, id, clock.now());

    const [entry] = await listEntries(store, ANNA);
    expect(entry).toMatchObject({ status: "sent", activity: { participants: null } });
    expect(await sentOf(store)).toHaveLength(1);
    expect(await setAsideOf(store)).toHaveLength(1);
  });

  test("an entry that never reached the server is gone from the list, and kept aside", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);
    await answer(store, (await lastQueued(store)).operation, "rejected");

    await giveUpRejected(store, ANNA, id, clock.now());

    expect(await listEntries(store, ANNA)).toEqual([]);
    expect(await setAsideOf(store)).toHaveLength(1);
  });

  test("a rejected void or move leaves the entry standing", async () => {
    const store = freshStore();
    const clock = testClock();
    const id = await log(store, clock);
    await answer(store, (await lastQueued(store)).operation, "applied");
    const moved = await recordCorrection(
      store,
      ANNA,
      id,
      speedCheck({ municipality_code: KUNGALV }),
      clock,
      null,
    );
    await answer(store, (await lastQueued(store)).operation, "rejected");

    await giveUpRejected(store, ANNA, moved.activity_id, clock.now());

    expect(await listEntries(store, ANNA)).toMatchObject([
      { activity_id: id, is_void: false, status: "sent" },
    ]);
    await recordVoid(store, ANNA, id, clock, null);
    await answer(store, (await lastQueued(store)).operation, "rejected");
    await giveUpRejected(store, ANNA, id, clock.now());
    expect((await listEntries(store, ANNA))[0]?.is_void).toBe(false);
  });

  test("nothing happens where nothing is rejected", async () => {
    const store = freshStore();
    const id = await log(store, testClock());

    await giveUpRejected(store, ANNA, id, new Date());

    expect(await outboxTypes(store)).toEqual(["log_activity on-phone"]);
  });
});

test("a failed write leaves the counter as it was", async () => {
  const store = freshStore();
  const clock = testClock();
  await log(store, clock);
  await expect(
    write(store, async (writing) => {
      await writing.objectStore("meta").put(100, "next_position");
      throw new Error("no");
    }),
  ).rejects.toThrow("no");

  await log(store, clock);

  expect((await lastQueued(store)).position).toBe(2);
});
