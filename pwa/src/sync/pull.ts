/*
 * Fetches what has changed since the cursor. Pages of a full send are collected and swapped in one
 * transaction with the cursor when the last has come; until then the phone shows what it had.
 */
import type { Problem } from "../domain/problem";
import type { PullPage } from "../domain/wire/pull";
import type { Store } from "../store/open";
import type { Settling } from "../store/outbox";
import { syncedState, takeIn } from "../store/synced";
import type { Api } from "./api";

export interface PullContext {
  api: Pick<Api, "pull">;
  store: Store;
  author_id: string;
  now: () => Date;
  retryAt: Settling["retryAt"];
  /** After every page: the server's clock is known. */
  onPage: (page: PullPage) => void;
}

export type PullOutcome =
  | { ok: true }
  /** Another person signed in meanwhile; nothing more was taken in. */
  | { ok: true; stopped: true }
  | { ok: false; problem: Problem; retryAfterMs: number | null };

/** More pages than this in one run says that the server goes in circles. */
const MAX_PAGES = 1_000;

export async function pull(context: PullContext): Promise<PullOutcome> {
  const { store, author_id } = context;
  let cursor = (await syncedState(store, author_id))?.cursor ?? null;
  let collected: PullPage[] = [];
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const answer = await context.api.pull(cursor);
    if (!answer.ok) return answer;
    const page = answer.value;
    context.onPage(page);
    // A full send that begins anew (the epoch or what this person may see changed under way) replaces
    // what was collected of the one before.
    if (collected.length > 0 && page.epoch !== collected[0]?.epoch) collected = [];
    collected.push(page);
    if (!page.reset || !page.has_more) {
      const settling = {
        author_id,
        epoch: page.epoch,
        now: context.now().toISOString(),
        retryAt: context.retryAt,
      };
      if (!(await takeIn(store, collected, settling))) return { ok: true, stopped: true };
      collected = [];
    }
    if (!page.has_more) return { ok: true };
    cursor = page.cursor;
  }
  return {
    ok: false,
    retryAfterMs: null,
    problem: {
      slug: "malformed-answer",
      title: "Svaret gick inte att läsa",
      status: 0,
      detail: "Hämtningen tog aldrig slut.",
      request_id: null,
    },
  };
}
