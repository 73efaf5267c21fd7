import { describe, expect, test } from "vitest";
import { composeCorrection, composeLog } from "../../src/domain/operation";
import type { Operation } from "../../src/domain/wire/operation";
import { write, type Store } from "../../src/store/open";
import {
  append,
  countOutbox,
  dueOperations,
  listOutbox,
  nextTryAt,
  park,
  settleResults,
} from "../../src/store/outbox";
import { parseProblem } from "../../src/domain/problem";
import { ANNA, BO, result, speedCheck, testClock } from "../support/entries";
import { freshStore, outboxTypes, sentOf, settling } from "../support/stores";

const clock = testClock();
const NOW = new Date("2026-10-24T20:00:01Z");

async function queue(store: Store, author_id: string, count = 1): Promise<Operation[]> {
  const operations = Array.from({ length: count }, () => composeLog(speedCheck(), clock));
  await write(store, (writing) => append(writing, author_id, operations, "2026-10-24T20:00:00Z"));
  return operations;
}

/** A log and a correction made on it. */
async function queueChain(store: Store): Promise<[Operation, Operation]> {
  const log = composeLog(speedCheck(), clock);
  const base = { base_operation_id: log.operation_id };
  const correction = composeCorrection(log.activity_id, speedCheck(), base, clock);
  await write(store, (writing) => append(writing, ANNA, [log, correction], "2026-10-24T20:00:00Z"));
  return [log, correction];
}

async function due(store: Store, now = NOW): Promise<string[]> {
  return dueOperations(await listOutbox(store, ANNA), now).map((one) => one.operation_id);
}

describe("a queue belongs to its author", () => {
  test("another author's operations are neither listed nor counted as one's own", async () => {
    const store = freshStore();
    await queue(store, ANNA, 1);
    await queue(store, BO, 2);

    expect(await listOutbox(store, ANNA)).toHaveLength(1);
    expect(await countOutbox(store, ANNA)).toEqual({
      unsent: 1,
      waiting: 0,
      needsAttention: 0,
      othersUnsent: 2,
    });
    expect(await countOutbox(store, null)).toMatchObject({ unsent: 0, othersUnsent: 3 });
  });

  test("a result for another author's operation changes nothing", async () => {
    const store = freshStore();
    const [operation] = await queue(store, BO);
    if (operation === undefined) throw new Error("nothing queued");

    await settleResults(store, [result(operation, "applied")], settling());
    await park(
      store,
      ANNA,
      operation.operation_id,
      parseProblem({ type: "", title: "", status: 1 }),
    );

    expect(await outboxTypes(store, BO)).toEqual(["log_activity on-phone"]);
    expect(await sentOf(store)).toEqual([]);
  });
});

describe("what each answer does", () => {
  test("applied moves to sent, with its receipt and epoch", async () => {
    const store = freshStore();
    const [operation] = await queue(store, ANNA);
    if (operation === undefined) throw new Error("nothing queued");

    await settleResults(store, [result(operation, "applied")], settling());

    expect(await listOutbox(store, ANNA)).toEqual([]);
    expect(await sentOf(store)).toMatchObject([
      { operation_id: operation.operation_id, result: { receipt: "1001-1" } },
    ]);
  });

  test("held waits, rejected needs attention, failed stays and backs off", async () => {
    const store = freshStore();
    const [held, rejected, failed] = await queue(store, ANNA, 3);
    if (!held || !rejected || !failed) throw new Error("nothing queued");

    await settleResults(
      store,
      [result(held, "held"), result(rejected, "rejected"), result(failed, "failed")],
      settling(),
    );

    const records = await listOutbox(store, ANNA);
    expect(records.map((record) => record.status)).toEqual([
      "waiting",
      "needs-attention",
      "on-phone",
    ]);
    expect(records[1]?.problem).toMatchObject({ slug: "not-allowed" });
    expect(records[2]).toMatchObject({ failures: 1, next_try_at: "2026-10-24T20:01:01.000Z" });
    expect(nextTryAt(records)).toBe("2026-10-24T20:01:01.000Z");
  });

  test("a rejection without a reason is still shown", async () => {
    const store = freshStore();
    const [operation] = await queue(store, ANNA);
    if (operation === undefined) throw new Error("nothing queued");

    await settleResults(store, [result(operation, "rejected", { problem: null })], settling());

    expect((await listOutbox(store, ANNA))[0]?.problem?.title).toBe("Servern gav inget skäl");
  });

  test("a held operation that is settled later leaves the queue or opens for repair", async () => {
    const store = freshStore();
    const [first, second] = await queue(store, ANNA, 2);
    if (!first || !second) throw new Error("nothing queued");
    await settleResults(store, [result(first, "held"), result(second, "held")], settling());

    await settleResults(store, [result(first, "applied"), result(second, "rejected")], settling());

    expect(await outboxTypes(store)).toEqual(["log_activity needs-attention"]);
    expect(await sentOf(store)).toHaveLength(1);
  });

  test("the same answer twice is as once, and a later one refreshes what was sent", async () => {
    const store = freshStore();
    const [operation] = await queue(store, ANNA);
    if (operation === undefined) throw new Error("nothing queued");
    await settleResults(store, [result(operation, "applied")], settling());

    await settleResults(
      store,
      [result(operation, "applied", { flags: ["clock_skew"] })],
      settling(),
    );
    await settleResults(store, [result(operation, "rejected")], settling());

    expect(await sentOf(store)).toMatchObject([{ result: { flags: ["clock_skew"] } }]);
    expect(await listOutbox(store, ANNA)).toEqual([]);
  });
});

describe("what may be sent now", () => {
  test("oldest first", async () => {
    const store = freshStore();
    const operations = await queue(store, ANNA, 3);

    expect(await due(store)).toEqual(operations.map((operation) => operation.operation_id));
  });

  test("one that backs off holds only its own entry's later operations", async () => {
    const store = freshStore();
    const [log, correction] = await queueChain(store);
    const [other] = await queue(store, ANNA);
    await settleResults(store, [result(log, "failed")], settling());

    expect(await due(store)).toEqual([other?.operation_id]);
    expect(await due(store, new Date("2026-10-24T20:01:01Z"))).toEqual([
      log.operation_id,
      correction.operation_id,
      other?.operation_id,
    ]);
  });

  test("what stands on a rejected operation waits for the repair", async () => {
    const store = freshStore();
    const [log] = await queueChain(store);
    await settleResults(store, [result(log, "rejected")], settling());

    expect(await due(store)).toEqual([]);
  });

  test("a held one does not hold what comes after, and is asked about again after a while", async () => {
    const store = freshStore();
    const [log, correction] = await queueChain(store);
    await settleResults(store, [result(log, "held")], settling());

    expect(await due(store)).toEqual([correction.operation_id]);
    expect(await due(store, new Date("2026-10-24T20:15:01Z"))).toContain(log.operation_id);

    await settleResults(
      store,
      [result(log, "failed")],
      settling({ now: "2026-10-24T20:15:02.000Z" }),
    );
    expect(await due(store, new Date("2026-10-24T20:16:00Z"))).not.toContain(log.operation_id);
    expect((await listOutbox(store, ANNA))[0]?.status).toBe("waiting");
  });
});
