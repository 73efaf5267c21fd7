import { expect, test } from "vitest";
import { listEntries } from "../../src/store/activities";
import { listOutbox, settleResults } from "../../src/store/outbox";
import { recordCorrection, recordLogs } from "../../src/store/record";
import { learnEpoch, removeExpired } from "../../src/store/sent";
import type { Store } from "../../src/store/open";
import { ANNA, BO, EPOCH, NEXT_EPOCH, result, speedCheck, testClock } from "../support/entries";
import { freshStore, outboxTypes, sentOf, setAsideOf, settling } from "../support/stores";

async function logAndSend(store: Store, author_id: string, now: string): Promise<string> {
  const [written] = await recordLogs(store, author_id, [speedCheck()], testClock(now));
  const [queued] = (await listOutbox(store, author_id)).slice(-1);
  if (written === undefined || queued === undefined) throw new Error("nothing queued");
  await settleResults(store, [result(queued.operation, "applied")], settling({ author_id, now }));
  return written.activity_id;
}

test("when the epoch changes, what was sent is offered again in its old order", async () => {
  const store = freshStore();
  const clock = testClock();
  const first = await logAndSend(store, ANNA, "2026-10-24T20:00:00.000Z");
  const second = await logAndSend(store, ANNA, "2026-10-24T20:01:00.000Z");
  await recordCorrection(store, ANNA, first, speedCheck({ participants: 1 }), clock, null);

  const offered = await learnEpoch(store, ANNA, NEXT_EPOCH);

  expect(offered).toBe(2);
  const queue = await listOutbox(store, ANNA);
  expect(queue.map((record) => [record.operation.type, record.operation.activity_id])).toEqual([
    ["log_activity", first],
    ["log_activity", second],
    ["correct_activity", first],
  ]);
  expect(await sentOf(store)).toEqual([]);
  expect(await learnEpoch(store, ANNA, NEXT_EPOCH)).toBe(0);
});

test("the same epoch offers nothing, and another author's sent operations stay", async () => {
  const store = freshStore();
  await logAndSend(store, ANNA, "2026-10-24T20:00:00.000Z");
  await logAndSend(store, BO, "2026-10-24T20:00:00.000Z");

  expect(await learnEpoch(store, ANNA, EPOCH)).toBe(0);
  await learnEpoch(store, ANNA, NEXT_EPOCH);

  expect(await sentOf(store, BO)).toHaveLength(1);
  expect(await listOutbox(store, BO)).toEqual([]);
});

test("what a restored server no longer holds is sent again", async () => {
  const store = freshStore();
  await recordLogs(store, ANNA, [speedCheck()], testClock());
  const [queued] = await listOutbox(store, ANNA);
  if (queued === undefined) throw new Error("nothing queued");
  await settleResults(store, [result(queued.operation, "held")], settling());

  await learnEpoch(store, ANNA, EPOCH);
  expect(await outboxTypes(store)).toEqual(["log_activity waiting"]);
  await learnEpoch(store, ANNA, NEXT_EPOCH);

  expect(await outboxTypes(store)).toEqual(["log_activity on-phone"]);
});

test("after 30 days the sent is removed, with content that nothing points to", async () => {
  const store = freshStore();
  const old = await logAndSend(store, ANNA, "2026-09-01T20:00:00.000Z");
  const changed = await logAndSend(store, ANNA, "2026-09-02T20:00:00.000Z");
  const recent = await logAndSend(store, ANNA, "2026-10-20T20:00:00.000Z");
  const clock = testClock();
  await recordCorrection(store, ANNA, changed, speedCheck(), clock, null);

  await removeExpired(store, new Date("2026-10-24T20:00:00Z"));

  const ids = (await listEntries(store, ANNA)).map((entry) => entry.activity_id);
  expect(ids).not.toContain(old);
  expect(ids.sort()).toEqual([changed, recent].sort());
  expect(await sentOf(store)).toHaveLength(1);
  expect(await outboxTypes(store)).toEqual(["correct_activity on-phone"]);
});

test("what was set aside is kept as long", async () => {
  const store = freshStore();
  const clock = testClock();
  const [written] = await recordLogs(store, ANNA, [speedCheck()], clock);
  const [queued] = await listOutbox(store, ANNA);
  if (written === undefined || queued === undefined) throw new Error("nothing queued");
  await settleResults(store, [result(queued.operation, "rejected")], settling());
  await recordCorrection(store, ANNA, written.activity_id, speedCheck(), clock, null);

  await removeExpired(store, new Date("2026-11-23T19:59:59Z"));
  expect(await setAsideOf(store)).toHaveLength(1);
  await removeExpired(store, new Date("2026-11-23T20:00:01Z"));

  expect(await setAsideOf(store)).toEqual([]);
  expect(await outboxTypes(store)).toEqual(["log_activity on-phone"]);
});
