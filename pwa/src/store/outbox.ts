/*
 * The queue of what the server has not applied: the only copy, so every write is strict, and an operation
 * leaves it in three ways only: applied (it moves to sent), repaired or given up by its author (it moves to
 * set_aside). One author's queue is never read for another.
 */
import { parseProblem, type Problem } from "../domain/problem";
import type { Operation } from "../domain/wire/operation";
import type { PushResult } from "../domain/wire/push";
import type { Instant } from "../domain/wire/values";
import { takePositions } from "./meta";
import { write, type Store } from "./open";
import { ofAuthor, operationRecord, type OutboxRecord, type Writing } from "./schema";

export function activityIdsOf(operation: Operation): string[] {
  return operation.type === "move_activity"
    ? [operation.activity_id, operation.new_activity_id]
    : [operation.activity_id];
}

/** Appends operations in order, inside the caller's transaction. */
export async function append(
  writing: Writing,
  author_id: string,
  operations: readonly Operation[],
  queued_at: Instant,
): Promise<void> {
  const first = await takePositions(writing, operations.length);
  await Promise.all(
    operations.map((operation, index) =>
      writing.objectStore("outbox").add({
        author_id,
        position: first + index,
        operation_id: operation.operation_id,
        activity_ids: activityIdsOf(operation),
        operation,
        status: "on-phone",
        queued_at,
        failures: 0,
        next_try_at: null,
        last_failure: null,
        problem: null,
        held: null,
      }),
    ),
  );
}

/** One author's queue, oldest first. */
export function listOutbox(store: Store, author_id: string): Promise<OutboxRecord[]> {
  return store.run((db) => db.getAll("outbox", ofAuthor(author_id)));
}

export interface OutboxCounts {
  unsent: number;
  waiting: number;
  needsAttention: number;
  othersUnsent: number;
}

/** How many operations stand unsent: the author's by status, everyone else's as one number. */
export function countOutbox(store: Store, author_id: string | null): Promise<OutboxCounts> {
  return store.run(async (db) => {
    const transaction = db.transaction("outbox");
    const [own, all] = await Promise.all([
      author_id === null ? [] : transaction.store.getAll(ofAuthor(author_id)),
      transaction.store.count(),
    ]);
    await transaction.done;
    return {
      unsent: own.length,
      waiting: own.filter((record) => record.status === "waiting").length,
      needsAttention: own.filter((record) => record.status === "needs-attention").length,
      othersUnsent: all - own.length,
    };
  });
}

/** A held operation is asked about again after this long, should its settled receipt have been missed. */
const ASK_AGAIN_AFTER_MS = 15 * 60_000;

/**
 * What may be sent now, oldest first: what is on the phone and not backing off, and what has been held for
 * long. An operation behind one of the same entry that backs off or needs attention stays too, because the
 * server could only hold it, or refuse what a repair is about to replace.
 */
export function dueOperations(queue: readonly OutboxRecord[], now: Date): Operation[] {
  const stopped = new Set<string>();
  return queue.flatMap((record) => {
    const isDue =
      record.status === "waiting"
        ? record.held === null || Date.parse(record.held.at) + ASK_AGAIN_AFTER_MS <= now.getTime()
        : record.status === "on-phone" &&
          (record.next_try_at === null || Date.parse(record.next_try_at) <= now.getTime()) &&
          !record.activity_ids.some((id) => stopped.has(id));
    if (!isDue && record.status !== "waiting") record.activity_ids.forEach((id) => stopped.add(id));
    return isDue ? [record.operation] : [];
  });
}

/** When the first of those that back off may be tried again; null when none does. */
export function nextTryAt(queue: readonly OutboxRecord[]): Instant | null {
  return queue.reduce<Instant | null>(
    (first, { status, next_try_at }) =>
      status === "on-phone" && next_try_at !== null && (first === null || next_try_at < first)
        ? next_try_at
        : first,
    null,
  );
}

/** What a result of the server does to the queue; also used for settled receipts that a pull brings. */
export interface Settling {
  author_id: string;
  epoch: string;
  now: Instant;
  /** When an operation that failed that many times in a row may be tried again. */
  retryAt: (failures: number) => Instant;
}

/**
 * Settles results inside the caller's transaction. Results of operations that
 * are not in the author's queue only refresh what stands under sent.
 */
export async function settle(
  writing: Writing,
  results: readonly PushResult[],
  settling: Settling,
): Promise<void> {
  const outbox = writing.objectStore("outbox");
  const sent = writing.objectStore("sent");
  for (const result of results) {
    const queued = await outbox.index("operation").get(result.operation_id);
    if (queued?.author_id === settling.author_id) {
      const { status } = result;
      if (status === "applied") {
        await outbox.delete([queued.author_id, queued.position]);
        await sent.put({
          ...operationRecord(queued),
          sent_at: settling.now,
          epoch: settling.epoch,
          result,
        });
      } else {
        await outbox.put(afterResult(queued, status, result, settling));
      }
    } else if (result.status === "applied") {
      const known = await sent.index("operation").get(result.operation_id);
      if (known?.author_id === settling.author_id) {
        await sent.put({ ...known, epoch: settling.epoch, result });
      }
    }
  }
}

function problemOf(result: PushResult): Problem {
  return result.problem
    ? parseProblem(result.problem)
    : {
        slug: "unknown",
        title: "Servern gav inget skäl",
        status: 0,
        detail: null,
        request_id: null,
      };
}

function afterResult(
  queued: OutboxRecord,
  status: Exclude<PushResult["status"], "applied">,
  result: PushResult,
  settling: Settling,
): OutboxRecord {
  switch (status) {
    case "held":
      return {
        ...queued,
        status: "waiting",
        failures: 0,
        next_try_at: null,
        last_failure: null,
        problem: null,
        held: { at: settling.now, epoch: settling.epoch },
      };
    case "rejected":
      return {
        ...queued,
        status: "needs-attention",
        failures: 0,
        next_try_at: null,
        last_failure: null,
        problem: problemOf(result),
        held: null,
      };
    case "failed":
      return {
        ...queued,
        failures: queued.failures + 1,
        next_try_at: settling.retryAt(queued.failures + 1),
        last_failure: problemOf(result),
        // One that is held is asked about again as seldom as before.
        held: queued.held === null ? null : { ...queued.held, at: settling.now },
      };
  }
}

/** Takes in the results of a push. */
export function settleResults(
  store: Store,
  results: readonly PushResult[],
  settling: Settling,
): Promise<void> {
  return write(store, (writing) => settle(writing, results, settling));
}

/** An operation that the server refuses to read even alone: its author must look at it. */
export function park(
  store: Store,
  author_id: string,
  operation_id: string,
  problem: Problem,
): Promise<void> {
  return write(store, async (writing) => {
    const outbox = writing.objectStore("outbox");
    const queued = await outbox.index("operation").get(operation_id);
    if (queued?.author_id === author_id) {
      await outbox.put({ ...queued, status: "needs-attention", problem });
    }
  });
}
