/*
 * Sends the author's queue. The numbers are the steps of Flow 1 in ARCHITECTURE.md. Nothing here decides
 * what counts or what is right: it sends the same operations until the server has said something about each.
 */
import type { FieldError, Problem } from "../domain/problem";
import type { Operation } from "../domain/wire/operation";
import type { PushAnswer, PushResult } from "../domain/wire/push";
import type { Store } from "../store/open";
import { dueOperations, listOutbox, park, settleResults, type Settling } from "../store/outbox";
import { learnEpoch } from "../store/sent";
import type { Api } from "./api";

/** Half of what the server takes at once: an answer that gets lost on a slow net costs less. */
export const BATCH_SIZE = 100;

export interface PushContext {
  api: Pick<Api, "push">;
  store: Store;
  author_id: string;
  device_id: string;
  now: () => Date;
  retryAt: Settling["retryAt"];
  /** After every answer: the queue has changed, and the server's clock is known. */
  onAnswer: (answer: PushAnswer) => void;
}

export type PushOutcome =
  | { ok: true; sent: number }
  /** The run stopped; everything not settled is still in the queue. */
  | { ok: false; problem: Problem; retryAfterMs: number | null };

/** Sends until nothing is due, or until something stops the run. */
export async function push(context: PushContext): Promise<PushOutcome> {
  // What has been offered in this run is not offered again in it, whatever was said.
  const offered = new Set<string>();
  let sent = 0;
  for (;;) {
    // 4: the author's operations, oldest first; other authors' stay where they are (8).
    const queue = await listOutbox(context.store, context.author_id);
    const batch = dueOperations(queue, context.now())
      .filter((operation) => !offered.has(operation.operation_id))
      .slice(0, BATCH_SIZE);
    if (batch.length === 0) return { ok: true, sent };
    for (const operation of batch) offered.add(operation.operation_id);
    const outcome = await sendBatch(context, batch);
    if (!outcome.ok) return outcome;
    sent += outcome.sent;
    // 7: after an epoch change the sent operations are back in the queue, and due again.
    for (const operation_id of outcome.offeredAgain) offered.delete(operation_id);
  }
}

type BatchOutcome =
  | { ok: true; sent: number; offeredAgain: string[] }
  | { ok: false; problem: Problem; retryAfterMs: number | null };

async function sendBatch(context: PushContext, operations: Operation[]): Promise<BatchOutcome> {
  // 4: device_time is the phone's clock at sending, from which the server sees the skew.
  const answer = await context.api.push(
    {
      device_id: context.device_id,
      device_time: context.now().toISOString(),
      operations,
    },
    context.author_id,
  );
  if (answer.ok) return settleAnswer(context, operations, answer.value);
  if (refusesContent(answer.problem)) return splitOrPark(context, operations, answer.problem);
  // 4, 8: no answer, 401, 5xx: everything stays, and the same operations go out again later. If the
  // server had already applied them, their receipts give the same results.
  return answer;
}

/** 6, 7: every result is taken in together; what is applied moves to sent. */
async function settleAnswer(
  context: PushContext,
  operations: Operation[],
  answer: PushAnswer,
): Promise<BatchOutcome> {
  const answered = new Set(answer.results.map((result) => result.operation_id));
  const unanswered = operations.filter((operation) => !answered.has(operation.operation_id));
  await settleResults(context.store, [...answer.results, ...unanswered.map(withoutResult)], {
    author_id: context.author_id,
    epoch: answer.epoch,
    now: context.now().toISOString(),
    retryAt: context.retryAt,
  });
  const before = await ids(context);
  const putBack = await learnEpoch(context.store, context.author_id, answer.epoch);
  const offeredAgain =
    putBack === 0 ? [] : (await ids(context)).filter((id) => !before.includes(id));
  context.onAnswer(answer);
  const applied = answer.results.filter((result) => result.status === "applied").length;
  return { ok: true, sent: applied, offeredAgain };
}

/** An operation the server said nothing about stays and backs off, as if it had failed. */
function withoutResult(operation: Operation): PushResult {
  return {
    operation_id: operation.operation_id,
    status: "failed",
    activity_id: operation.activity_id,
    revision: null,
    receipt: null,
    counted_for: [],
    clashes: [],
    flags: [],
    problem: {
      type: "/problems/malformed-answer",
      title: "Servern svarade inte om den här ändringen",
      status: 0,
    },
  };
}

async function ids(context: PushContext): Promise<string[]> {
  const queue = await listOutbox(context.store, context.author_id);
  return queue.map((record) => record.operation_id);
}

/**
 * The request as a whole was refused for what stands in it, and nothing was stored: the halves are tried,
 * and one that cannot pass even alone waits for its author while the others go on.
 */
async function splitOrPark(
  context: PushContext,
  operations: Operation[],
  problem: Problem,
): Promise<BatchOutcome> {
  const [only] = operations;
  if (operations.length === 1 && only !== undefined) {
    await park(context.store, context.author_id, only.operation_id, problem);
    return { ok: true, sent: 0, offeredAgain: [] };
  }
  const middle = Math.ceil(operations.length / 2);
  const first = await sendBatch(context, operations.slice(0, middle));
  if (!first.ok) return first;
  const second = await sendBatch(context, operations.slice(middle));
  if (!second.ok) return second;
  return {
    ok: true,
    sent: first.sent + second.sent,
    offeredAgain: [...first.offeredAgain, ...second.offeredAgain],
  };
}

/**
 * True where one operation may be the cause. A refusal of the envelope itself would park a whole queue one by
 * one for nothing, so it is treated as something to try again after an update.
 */
function refusesContent(problem: Problem): boolean {
  switch (problem.slug) {
    case "too-large":
    case "malformed-json":
      return true;
    case "invalid-input":
      return !problem.errors.some(isAboutEnvelope);
    default:
      return false;
  }
}

function isAboutEnvelope(error: FieldError): boolean {
  return error.pointer === "#/device_id" || error.pointer === "#/device_time";
}
