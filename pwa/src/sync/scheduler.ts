/*
 * Decides when to sync: at start, on focus, when the browser says online, after saving, and on a timer with
 * jittered backoff (Flow 1, step 3). Reachability is learned from answers. One tab runs at a time. What it
 * knows is shown as one observable state.
 */
import { source, type Observable } from "../domain/observable";
import type { Problem } from "../domain/problem";
import type { Session } from "../domain/wire/session";
import type { Instant } from "../domain/wire/values";
import type { SyncState } from "../phone";
import { lastContactAt, saveLastContact } from "../store/meta";
import type { Store } from "../store/open";
import { countOutbox, dueOperations, listOutbox, nextTryAt } from "../store/outbox";
import { removeExpired } from "../store/sent";
import type { Api } from "./api";
import { backoffMs } from "./backoff";
import { pull } from "./pull";
import { push } from "./push";

/** Runs the work if no other tab is at it; answers whether it did. */
export interface Locks {
  tryRun: (work: () => Promise<void>) => Promise<boolean>;
}

export interface Timers {
  set: (work: () => void, ms: number) => number;
  clear: (timer: number) => void;
}

/**
 * Why a run is asked for. A person's own tap and a fresh sign-in always run; the hints wait when the server
 * itself has asked for patience.
 */
export type Wake = "start" | "focus" | "online" | "saved" | "asked" | "signed-in";

export interface SchedulerOptions {
  store: Store;
  api: Api;
  /** The signed-in person's id; null when nobody is. */
  author: () => string | null;
  deviceId: () => Promise<string>;
  locks: Locks;
  timers: Timers;
  now: () => Date;
  /** 0 to 1, for jitter. */
  random: () => number;
  /** The server has confirmed who is signed in. */
  onSession: (session: Session) => Promise<void>;
  /** Stored data has changed. */
  onChange: () => void;
}

export interface Scheduler {
  readonly state: Observable<SyncState>;
  wake: (why: Wake) => void;
  /** Reads the counts anew, after this or another tab has written. */
  refresh: () => Promise<void>;
  /** Ends the timer; a run under way finishes. */
  stop: () => void;
  /** Resolves when no run is under way. */
  settled: () => Promise<void>;
}

const INTERVAL_MS = 60_000;
const BUSY_ELSEWHERE_MS = 5_000;
/** With nothing to send, who is signed in is asked this seldom. */
const SESSION_INTERVAL_MS = 10 * 60_000;

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { store, api, now, random } = options;
  const state = source<SyncState>({
    phase: "idle",
    unsent: 0,
    waiting: 0,
    needsAttention: 0,
    othersUnsent: 0,
    lastContactAt: null,
    lastError: null,
    nextTryAt: null,
    needsSignIn: false,
    clockSkewSeconds: null,
  });
  let timer: number | null = null;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let failures = 0;
  let confirmed: { author_id: string; at: number } | null = null;
  let hasTidied = false;

  const change = (part: Partial<SyncState>): void => state.set({ ...state.get(), ...part });
  const retryAt = (tries: number): Instant =>
    new Date(now().getTime() + backoffMs(tries, random)).toISOString();

  async function refresh(): Promise<void> {
    const [counts, contact] = await Promise.all([
      countOutbox(store, options.author()),
      lastContactAt(store),
    ]);
    change({ ...counts, lastContactAt: contact });
  }

  function wait(ms: number): void {
    if (timer !== null) options.timers.clear(timer);
    timer = stopped ? null : options.timers.set(() => begin("timer"), ms);
  }

  function mustWait(why: Wake): boolean {
    const { phase, lastError, nextTryAt: next } = state.get();
    if (why === "asked" || why === "start" || why === "signed-in") return false;
    // Without an answer the net may be back any moment; when the server answered, its wish holds.
    const hasAnswered = lastError !== null && lastError.status !== 0;
    return (
      phase === "backing-off" && hasAnswered && next !== null && Date.parse(next) > now().getTime()
    );
  }

  function begin(why: Wake | "timer" | "again"): void {
    if (stopped) return;
    if (running !== null) {
      // A hint is answered by the run under way; what was saved or asked for meanwhile may come too late
      // for it.
      again ||= why === "saved" || why === "asked" || why === "signed-in";
      return;
    }
    running = runLocked().finally(() => {
      running = null;
      if (again) {
        again = false;
        begin("again");
      }
    });
  }

  async function runLocked(): Promise<void> {
    if (timer !== null) options.timers.clear(timer);
    try {
      const ran = await options.locks.tryRun(run);
      if (!ran) wait(BUSY_ELSEWHERE_MS);
    } catch (error) {
      // The stores failed: their state tells the person, and nothing has left the queue.
      const detail = error instanceof Error ? error.message : String(error);
      giveUpFor({ ...storageProblem, detail }, null);
    }
  }

  async function run(): Promise<void> {
    const author_id = options.author();
    await refresh();
    if (author_id === null) {
      change({ phase: "needs-sign-in", needsSignIn: true, nextTryAt: null });
      return;
    }
    change({ phase: state.get().unsent > 0 ? "pushing" : "pulling" });
    if (!hasTidied) {
      await removeExpired(store, now());
      hasTidied = true;
    }
    const failure = (await confirm(author_id)) ?? (await exchange(author_id));
    await refresh();
    options.onChange();
    if (failure === null) {
      failures = 0;
      change({ phase: "idle", lastError: null, nextTryAt: null, needsSignIn: false });
      await waitForNext(author_id);
    } else {
      giveUpFor(failure.problem, failure.retryAfterMs);
    }
  }

  type Failure = { problem: Problem; retryAfterMs: number | null } | null;

  /** Asks who is signed in, with a fresh token, before anything is sent. */
  async function confirm(author_id: string): Promise<Failure> {
    const isRecent =
      confirmed?.author_id === author_id &&
      now().getTime() - confirmed.at < SESSION_INTERVAL_MS &&
      state.get().unsent === 0;
    if (isRecent) return null;
    const answer = await api.session();
    if (!answer.ok) return answer;
    if (answer.value.user.id !== author_id) {
      return {
        problem: {
          slug: "not-signed-in",
          title: "Någon annan är inloggad",
          status: 401,
          detail: null,
          request_id: null,
        },
        retryAfterMs: null,
      };
    }
    confirmed = { author_id, at: now().getTime() };
    await contact(answer.value.server_time);
    await options.onSession(answer.value);
    return null;
  }

  async function exchange(author_id: string): Promise<Failure> {
    const device_id = await options.deviceId();
    const contacts: Promise<void>[] = [];
    const onServerTime = (answer: { server_time: Instant }): void => {
      contacts.push(contact(answer.server_time));
      options.onChange();
    };
    const common = { api, store, author_id, now, retryAt };
    const sent = await push({ ...common, device_id, onAnswer: onServerTime });
    // What came through is shown even when the run stops there.
    await refresh();
    if (!sent.ok) return sent;
    change({ phase: "pulling" });
    const pulled = await pull({ ...common, onPage: onServerTime });
    await Promise.all(contacts);
    if (!pulled.ok) return pulled;
    // A pull that learned of a restored database has put sent operations back: they go out at once.
    const queue = await listOutbox(store, author_id);
    if (dueOperations(queue, now()).length > 0) again = true;
    return null;
  }

  async function contact(server_time: Instant): Promise<void> {
    const at = now();
    const skew = Math.round((Date.parse(server_time) - at.getTime()) / 1000);
    await saveLastContact(store, at.toISOString());
    change({
      lastContactAt: at.toISOString(),
      // Adding 0 makes the -0 that rounding gives a plain 0.
      clockSkewSeconds: Number.isNaN(skew) ? null : skew + 0,
      needsSignIn: false,
    });
  }

  /** The next turn of the timer, or sooner if an operation's own backoff ends before. */
  async function waitForNext(author_id: string): Promise<void> {
    const interval = INTERVAL_MS * (0.75 + 0.5 * random());
    const next = nextTryAt(await listOutbox(store, author_id));
    const own = next === null ? interval : Math.max(1_000, Date.parse(next) - now().getTime());
    wait(Math.min(interval, own));
  }

  function giveUpFor(problem: Problem, retryAfterMs: number | null): void {
    if (problem.slug === "not-signed-in") {
      // 8: everything is kept, and nothing is tried before someone signs in or comes back to the page.
      confirmed = null;
      change({
        phase: "needs-sign-in",
        lastError: problem,
        needsSignIn: true,
        nextTryAt: null,
      });
      return;
    }
    failures += 1;
    const ms = backoffMs(failures, random, retryAfterMs);
    change({
      phase: "backing-off",
      lastError: problem,
      nextTryAt: new Date(now().getTime() + ms).toISOString(),
    });
    wait(ms);
  }

  return {
    state,
    refresh,
    wake: (why) => {
      if (!mustWait(why)) begin(why);
    },
    stop: () => {
      stopped = true;
      if (timer !== null) options.timers.clear(timer);
      timer = null;
    },
    settled: async () => {
      while (running !== null) await running;
    },
  };
}

const storageProblem = {
  slug: "unknown",
  title: "Telefonens lagring svarade inte",
  status: 0,
  request_id: null,
} as const;

/** Web Locks where the browser has them; without, every tab runs and receipts keep it exact. */
export function webLocks(manager: LockManager | undefined, name: string): Locks {
  return {
    async tryRun(work) {
      if (manager === undefined) {
        await work();
        return true;
      }
      return manager.request(name, { ifAvailable: true }, async (lock) => {
        if (lock === null) return false;
        await work();
        return true;
      });
    },
  };
}
