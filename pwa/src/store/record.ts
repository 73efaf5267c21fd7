/*
 * Writing down: the entry and the operation that will carry it to the server, in ONE strict transaction
 * (Flow 1, step 2). What a change is made on is looked up in the same transaction, so that a push that
 * finishes meanwhile, in this tab or another, cannot slip in between.
 */
import {
  composeCorrection,
  composeLog,
  composeMove,
  composeRestore,
  composeVoid,
  type Surroundings,
} from "../domain/operation";
import type { Activity } from "../domain/wire/activity";
import type { Operation, OperationBase } from "../domain/wire/operation";
import { baseOf, epochFor, ownEntry, type Traces } from "./activities";
import { write, type Store } from "./open";
import { append } from "./outbox";
import { operationRecord, type OutboxRecord, type SetAsideRecord, type Writing } from "./schema";

export interface Written {
  activity_id: string;
  operation_id: string;
}

/** The entry is not the author's, not there, or has nothing the change could be made on. */
export class NoSuchEntry extends Error {
  override readonly name = "NoSuchEntry";
}

/** New entries, all or none. */
export function recordLogs(
  store: Store,
  author_id: string,
  activities: readonly Activity[],
  surroundings: Surroundings,
): Promise<Written[]> {
  const operations = activities.map((activity) => composeLog(activity, surroundings));
  return write(store, async (writing) => {
    const now = surroundings.now().toISOString();
    await append(writing, author_id, operations, now);
    for (const { activity_id, activity } of operations) {
      await writing
        .objectStore("activities")
        .add({ author_id, activity_id, activity, is_void: false, written_at: now });
    }
    return operations.map(written);
  });
}

/** The whole entry anew. In another municipality it is a move; on rejected operations, their repair. */
export function recordCorrection(
  store: Store,
  author_id: string,
  activity_id: string,
  activity: Activity,
  surroundings: Surroundings,
  reason: string | null,
): Promise<Written> {
  return change(store, author_id, activity_id, surroundings, (before) => {
    const { traces, current, contentBase: base } = before;
    const rejected = traces.unsent.find((record) => record.status === "needs-attention");
    const first = rejected?.operation;
    if (first?.type === "log_activity") return composeLog(activity, surroundings, activity_id);
    if (first?.type === "move_activity" && first.new_activity_id === activity_id) {
      return composeMove(first, activity, oldBase(first, base), surroundings, reason, activity_id);
    }
    if (base === null) throw new NoSuchEntry(activity_id);
    return activity.municipality_code === current.municipality_code
      ? composeCorrection(activity_id, activity, base, surroundings, reason)
      : composeMove(current, activity, base, surroundings, reason);
  });
}

/** A repaired move is made on what the rejected one was made on, unless something newer stands. */
function oldBase(
  move: Extract<Operation, { type: "move_activity" }>,
  base: OperationBase | null,
): OperationBase {
  if (base !== null) return base;
  return "base_operation_id" in move
    ? { base_operation_id: move.base_operation_id }
    : { base_revision: move.base_revision, base_epoch: move.base_epoch };
}

/** The entry no longer stands. One whose log was rejected never reached the server: it is set aside. */
export function recordVoid(
  store: Store,
  author_id: string,
  activity_id: string,
  surroundings: Surroundings,
  reason: string | null,
): Promise<Written> {
  return change(store, author_id, activity_id, surroundings, ({ current, base, traces }) => {
    const log = traces.unsent.find((record) => record.operation.type === "log_activity");
    if (log?.status === "needs-attention") return log.operation_id;
    if (base === null) throw new NoSuchEntry(activity_id);
    return composeVoid(current, base, surroundings, reason);
  });
}

/** A voided entry stands again. */
export function recordRestore(
  store: Store,
  author_id: string,
  activity_id: string,
  surroundings: Surroundings,
  reason: string | null,
): Promise<Written> {
  return change(store, author_id, activity_id, surroundings, ({ current, base }) => {
    if (base === null) throw new NoSuchEntry(activity_id);
    return composeRestore(current, base, surroundings, reason);
  });
}

interface Before {
  traces: Traces;
  current: { activity_id: string; municipality_code: string; activity: Activity; is_void: boolean };
  /** What a void or a restore is made on. */
  base: OperationBase | null;
  /** What a correction or a move is made on: something that carries the content it changes. */
  contentBase: OperationBase | null;
}

/**
 * Looks up the entry, lets `compose` make the operation, and writes both. Whatever of the entry needs
 * attention, and what was built on it, is set aside as repaired: the new operation carries the newest
 * content. Where `compose` gives an operation id instead, the entry is only set aside.
 */
function change(
  store: Store,
  author_id: string,
  activity_id: string,
  surroundings: Surroundings,
  compose: (before: Before) => Operation | string,
): Promise<Written> {
  return write(store, async (writing) => {
    const now = surroundings.now().toISOString();
    const traces = await tracesOf(writing, author_id, activity_id);
    const current = ownEntry(traces, null);
    if (current === null) throw new NoSuchEntry(activity_id);
    const replaced = rejectedAndBuiltOn(traces.unsent);
    const kept = traces.unsent.filter((record) => !replaced.includes(record));
    const left = { ...traces, unsent: kept };
    const before = {
      traces,
      current,
      base: baseOf(left, "anything"),
      contentBase: baseOf(left, "content"),
    };
    const composed = compose(before);
    if (typeof composed === "string") {
      await setAside(writing, replaced, "given-up", now);
      await writing.objectStore("activities").delete([author_id, activity_id]);
      return { activity_id, operation_id: composed };
    }
    await setAside(writing, replaced, "repaired", now);
    await append(writing, author_id, [composed], now);
    await keepContent(writing, author_id, composed, traces, now);
    return written(composed);
  });
}

async function tracesOf(writing: Writing, author_id: string, activity_id: string): Promise<Traces> {
  const [local, unsent, sent, state, synced] = await Promise.all([
    writing.objectStore("activities").get([author_id, activity_id]),
    writing.objectStore("outbox").index("activity").getAll(activity_id),
    writing.objectStore("sent").index("activity").getAll(activity_id),
    writing.objectStore("synced").get("current"),
    writing.objectStore("synced_activities").get(activity_id),
  ]);
  const syncedEpoch = epochFor(state, author_id);
  const own = <T extends { author_id: string; position: number }>(records: T[]): T[] =>
    records
      .filter((record) => record.author_id === author_id)
      .sort((a, b) => a.position - b.position);
  return {
    activity_id,
    local: local ?? null,
    unsent: own(unsent),
    sent: own(sent),
    synced: syncedEpoch === null ? null : (synced ?? null),
    syncedEpoch,
  };
}

/** What needs attention, and every later operation of the entry made on one of those. */
export function rejectedAndBuiltOn(unsent: readonly OutboxRecord[]): OutboxRecord[] {
  const gone = new Set<string>();
  return unsent.filter((record) => {
    const { operation } = record;
    const isGone =
      record.status === "needs-attention" ||
      ("base_operation_id" in operation && gone.has(operation.base_operation_id));
    if (isGone) gone.add(record.operation_id);
    return isGone;
  });
}

async function setAside(
  writing: Writing,
  records: readonly OutboxRecord[],
  why: SetAsideRecord["why"],
  set_aside_at: string,
): Promise<void> {
  for (const record of records) {
    await writing.objectStore("outbox").delete([record.author_id, record.position]);
    await writing
      .objectStore("set_aside")
      .put({ ...operationRecord(record), set_aside_at, why, problem: record.problem });
  }
}

/** The entry's content after `operation`; a move leaves a voided entry behind. */
async function keepContent(
  writing: Writing,
  author_id: string,
  operation: Operation,
  traces: Traces,
  now: string,
): Promise<void> {
  const activities = writing.objectStore("activities");
  const { activity_id } = operation;
  const before = traces.local ?? traces.synced;
  const written_at = traces.local?.written_at ?? traces.synced?.recorded_at ?? now;
  const keep = (id: string, activity: Activity, is_void: boolean) =>
    activities.put({ author_id, activity_id: id, activity, is_void, written_at });
  switch (operation.type) {
    case "log_activity":
    case "correct_activity":
      await keep(activity_id, operation.activity, false);
      return;
    case "void_activity":
    case "restore_activity":
      if (before !== null) {
        await keep(activity_id, before.activity, operation.type === "void_activity");
      }
      return;
    case "move_activity":
      await keep(operation.new_activity_id, operation.activity, false);
      if (before !== null && operation.activity_id !== operation.new_activity_id) {
        const old = await activities.get([author_id, operation.activity_id]);
        await keep(operation.activity_id, (old ?? before).activity, true);
      }
      return;
  }
}

/**
 * Gives up what needs attention of an entry, and what was built on it. The entry goes back to what the rest
 * of its operations and the server say; where that is nothing, it is gone from the list.
 */
export function giveUpRejected(
  store: Store,
  author_id: string,
  activity_id: string,
  now: Date,
): Promise<void> {
  return write(store, async (writing) => {
    const traces = await tracesOf(writing, author_id, activity_id);
    const replaced = rejectedAndBuiltOn(traces.unsent);
    if (replaced.length === 0) return;
    await setAside(writing, replaced, "given-up", now.toISOString());
    const ids = new Set(replaced.flatMap((record) => record.activity_ids));
    for (const id of ids) await foldContent(writing, author_id, id);
  });
}

/** Builds the local content anew from the operations that are left; without any the server's stands. */
async function foldContent(
  writing: Writing,
  author_id: string,
  activity_id: string,
): Promise<void> {
  const traces = await tracesOf(writing, author_id, activity_id);
  const activities = writing.objectStore("activities");
  let activity: Activity | null = traces.synced?.activity ?? null;
  let is_void = traces.synced?.is_void ?? false;
  const operations = [...traces.sent, ...traces.unsent].sort((a, b) => a.position - b.position);
  for (const { operation } of operations) {
    if (operation.type === "move_activity") {
      const isNew = operation.new_activity_id === activity_id;
      if (isNew) activity = operation.activity;
      is_void = !isNew;
    } else if ("activity" in operation) {
      activity = operation.activity;
      is_void = false;
    } else {
      is_void = operation.type === "void_activity";
    }
  }
  if (operations.length === 0 || activity === null) {
    await activities.delete([author_id, activity_id]);
    return;
  }
  const written_at = traces.local?.written_at ?? traces.synced?.recorded_at ?? "";
  await activities.put({ author_id, activity_id, activity, is_void, written_at });
}

function written(operation: Operation): Written {
  return {
    activity_id:
      operation.type === "move_activity" ? operation.new_activity_id : operation.activity_id,
    operation_id: operation.operation_id,
  };
}
