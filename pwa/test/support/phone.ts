/* One phone (or one tab of it) with everything of the browser made of something that stands still. */
import { onTestFinished } from "vitest";
import type { Catalogue } from "../../src/domain/wire/catalogue";
import { makePhone, type MadePhone, type Tabs } from "../../src/make-phone";
import type { Store } from "../../src/store/open";
import { saveSession } from "../../src/store/session";
import { takeIn } from "../../src/store/synced";
import { createApi } from "../../src/sync/api";
import type { Locks, Timers } from "../../src/sync/scheduler";
import { kind, place, session, testClock, type TestClock } from "./entries";
import { pullPage, type TestServer } from "./server";
import { freshStore, settling } from "./stores";

export interface TestTimers extends Timers {
  /** What the timer is set to, or null. */
  wait: () => number | null;
  /** Lets the time come. */
  ring: () => void;
}

export function testTimers(): TestTimers {
  let next = 0;
  const set = new Map<number, { work: () => void; ms: number }>();
  return {
    set: (work, ms) => {
      next += 1;
      set.set(next, { work, ms });
      return next;
    },
    clear: (timer) => set.delete(timer),
    wait: () => [...set.values()].at(-1)?.ms ?? null,
    ring: () => {
      const all = [...set.entries()];
      for (const [timer, { work }] of all) {
        set.delete(timer);
        work();
      }
    },
  };
}

/** One lock for all tabs that are given it. */
export function testLocks(): Locks & { isTaken: () => boolean } {
  let taken = false;
  return {
    isTaken: () => taken,
    async tryRun(work) {
      if (taken) return false;
      taken = true;
      try {
        await work();
      } finally {
        taken = false;
      }
      return true;
    },
  };
}

/** Tabs of one browser: what one tells, the others hear. */
export function testTabs(): () => Tabs {
  type Listener = Parameters<Tabs["hear"]>[0];
  const listeners = new Map<number, Listener>();
  let count = 0;
  return () => {
    count += 1;
    const own = count;
    return {
      tell: (what) => {
        for (const [tab, listener] of listeners) if (tab !== own) listener(what);
      },
      hear: (listener) => {
        listeners.set(own, listener);
      },
    };
  };
}

export const catalogue: Catalogue = {
  digest: "d",
  kinds: [kind(), kind({ code: "info_meeting", takes_note: true, needs_place: false })],
  outcomes: [],
};

export interface TestPhone extends MadePhone {
  store: Store;
  clock: TestClock;
  timers: TestTimers;
}

export interface TestPhoneOptions {
  store?: Store;
  locks?: Locks;
  tabs?: Tabs;
  persist?: () => Promise<boolean | null>;
  /** Who was last signed in here; null: nobody. */
  user?: string | null;
}

export async function testPhone(
  server: TestServer,
  options: TestPhoneOptions = {},
): Promise<TestPhone> {
  const store = options.store ?? freshStore();
  const clock = testClock();
  const timers = testTimers();
  const made = makePhone({
    store,
    api: createApi({
      fetch: (...request) => server.fetch(...request),
      now: clock.now,
      timeoutMs: 50,
    }),
    locks: options.locks ?? testLocks(),
    timers,
    tabs: options.tabs ?? testTabs()(),
    surroundings: clock,
    random: () => 0.5,
    persist: options.persist ?? (() => Promise.resolve(null)),
  });
  onTestFinished(async () => {
    made.scheduler.stop();
    await made.scheduler.settled();
  });
  if (options.user !== null) {
    const known = session(options.user);
    await saveSession(store, known, "2026-10-24T19:00:00Z");
    const page = pullPage({ catalogue, places: [place()] });
    await takeIn(store, [page], settling({ author_id: known.user.id }));
  }
  await made.ready();
  return { ...made, store, clock, timers };
}

/** Wakes the scheduler and waits until it rests. */
export async function run(phone: MadePhone): Promise<void> {
  phone.scheduler.wake("asked");
  await phone.scheduler.settled();
}
