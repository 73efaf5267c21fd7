/*
 * A person's entries as they see them: what was written on this phone merged with what the server has sent
 * back. While something is unsent the phone's content stands; after that the newer of the two.
 */
import { findKind } from "../domain/catalogue";
import { serviceDate, swedishTime } from "../domain/service-date";
import { statusOf } from "../domain/status";
import type { Catalogue } from "../domain/wire/catalogue";
import type { Operation, OperationBase } from "../domain/wire/operation";
import type { SyncedActivity } from "../domain/wire/pull";
import type { OwnEntry } from "../phone";
import type { Store } from "./open";
import {
  ofAuthor,
  type LocalActivity,
  type OperationRecord,
  type OutboxRecord,
  type SentRecord,
  type SyncedState,
} from "./schema";

/** Everything the phone holds about one entry. */
export interface Traces {
  activity_id: string;
  local: LocalActivity | null;
  /** Oldest first. */
  unsent: OutboxRecord[];
  sent: SentRecord[];
  synced: SyncedActivity | null;
  /** Under which epoch `synced` was received. */
  syncedEpoch: string | null;
}

/** True where the server's version is at least as new as the last operation of this phone it answered. */
function serverIsNewest(traces: Traces): boolean {
  const last = traces.sent.at(-1);
  if (traces.synced === null) return false;
  if (last === undefined) return true;
  const revision = revisionAfter(last, traces.activity_id);
  return (
    last.epoch === traces.syncedEpoch && revision !== null && traces.synced.revision >= revision
  );
}

/** The entry's revision that the operation led to. A move answers with the old entry's; the new has its first. */
function revisionAfter({ operation, result }: SentRecord, activity_id: string): number | null {
  return operation.type === "move_activity" && operation.new_activity_id === activity_id
    ? 1
    : result.revision;
}

/**
 * What a change of the entry is made on: the author's own newest operation where the server has not sent
 * back a version with it, else the version received. Where it needs content, only operations that carry the
 * entry's content are taken, because a correction is merged against what its base carried. Null where the
 * phone holds nothing to build on. Operations that need attention are no base: a repair replaces them.
 */
export function baseOf(traces: Traces, needs: "anything" | "content"): OperationBase | null {
  const serves = (record: OperationRecord): boolean =>
    needs === "anything" || carriesContentOf(record.operation, traces.activity_id);
  const unsent = traces.unsent.findLast(
    (record) => record.status !== "needs-attention" && serves(record),
  );
  if (unsent !== undefined) return { base_operation_id: unsent.operation_id };
  if (traces.synced !== null && traces.syncedEpoch !== null && serverIsNewest(traces)) {
    return { base_revision: traces.synced.revision, base_epoch: traces.syncedEpoch };
  }
  const sent = traces.sent.findLast(serves);
  if (sent !== undefined) return { base_operation_id: sent.operation_id };
  return traces.synced !== null && traces.syncedEpoch !== null
    ? { base_revision: traces.synced.revision, base_epoch: traces.syncedEpoch }
    : null;
}

function carriesContentOf(operation: Operation, activity_id: string): boolean {
  if (operation.type === "move_activity") return operation.new_activity_id === activity_id;
  return "activity" in operation;
}

/** The entry as its author sees it; null where neither phone nor server has content for it. */
export function ownEntry(traces: Traces, catalogue: Catalogue | null): OwnEntry | null {
  const { activity_id, local, unsent, synced } = traces;
  const showsServer = local === null || (unsent.length === 0 && serverIsNewest(traces));
  const shown = showsServer ? synced : local;
  if (shown === null) return null;
  const { activity, is_void } = shown;
  const lastSent = traces.sent.at(-1);
  const kind =
    catalogue === null
      ? null
      : (findKind(catalogue, activity.kind, activity.kind_revision) ??
        findKind(catalogue, activity.kind));
  const written_at = local?.written_at ?? synced?.recorded_at ?? "";
  return {
    activity_id,
    municipality_code: activity.municipality_code,
    activity,
    is_void,
    status: statusOf(unsent.map((record) => record.status)),
    problems: unsent.flatMap((record) => record.problem ?? []),
    lastFailure: unsent.findLast((record) => record.last_failure !== null)?.last_failure ?? null,
    service_date:
      (showsServer ? synced?.service_date : null) ??
      serviceDate(activity, kind) ??
      swedishTime(written_at)?.date ??
      "",
    written_at,
    receipt: (showsServer ? synced?.receipt : lastSent?.result.receipt) ?? synced?.receipt ?? null,
    revision:
      (showsServer ? synced?.revision : lastSent ? revisionAfter(lastSent, activity_id) : null) ??
      null,
    counted_for:
      (showsServer ? synced?.counted_for : lastSent?.result.counted_for) ??
      synced?.counted_for ??
      [],
    flags: (showsServer ? synced?.flags : lastSent?.result.flags) ?? synced?.flags ?? [],
    clashes: (showsServer ? synced?.clashes : lastSent?.result.clashes) ?? synced?.clashes ?? [],
  };
}

function newestFirst(a: OwnEntry, b: OwnEntry): number {
  return (
    b.service_date.localeCompare(a.service_date) ||
    (b.activity.started_at ?? "").localeCompare(a.activity.started_at ?? "") ||
    b.written_at.localeCompare(a.written_at)
  );
}

function byActivity<T extends { activity_ids: string[] }>(records: readonly T[]): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const record of records) {
    for (const id of record.activity_ids) map.set(id, [...(map.get(id) ?? []), record]);
  }
  return map;
}

/** The author's entries, newest evening first. */
export function listEntries(store: Store, author_id: string): Promise<OwnEntry[]> {
  return store.run(async (db) => {
    const reading = db.transaction([
      "activities",
      "outbox",
      "sent",
      "synced",
      "synced_activities",
      "catalogue",
    ]);
    const [locals, outbox, sent, state, synced, catalogue] = await Promise.all([
      reading.objectStore("activities").getAll(ofAuthor(author_id)),
      reading.objectStore("outbox").getAll(ofAuthor(author_id)),
      reading.objectStore("sent").getAll(ofAuthor(author_id)),
      reading.objectStore("synced").get("current"),
      reading.objectStore("synced_activities").getAll(),
      reading.objectStore("catalogue").get("current"),
    ]);
    await reading.done;
    const syncedEpoch = epochFor(state, author_id);
    const local = new Map(locals.map((row) => [row.activity_id, row]));
    const received = new Map(
      syncedEpoch === null ? [] : synced.map((row) => [row.activity_id, row]),
    );
    const unsentOf = byActivity(outbox);
    const sentOf = byActivity(sent);
    return [...new Set([...local.keys(), ...received.keys()])]
      .flatMap(
        (id) =>
          ownEntry(
            {
              activity_id: id,
              local: local.get(id) ?? null,
              unsent: unsentOf.get(id) ?? [],
              sent: sentOf.get(id) ?? [],
              synced: received.get(id) ?? null,
              syncedEpoch,
            },
            catalogue ?? null,
          ) ?? [],
      )
      .sort(newestFirst);
  });
}

/** The epoch of what was synced, if it was synced for this author. */
export function epochFor(state: SyncedState | undefined, author_id: string): string | null {
  return state?.author_id === author_id ? state.epoch : null;
}
