/*
 * Builds the Phone that the screens use out of store/ and sync/. Everything of the browser is handed in, so
 * that the whole of it runs in tests without one.
 */
import { source, type Observable } from "./domain/observable";
import { uuidv7, type Surroundings } from "./domain/operation";
import type { Session } from "./domain/wire/session";
import type { Answer, Phone, SignedIn, UpdateState } from "./phone";
import { createSaving } from "./saving";
import { listEntries } from "./store/activities";
import { deviceId, knownAsDemo, saveAsDemo } from "./store/meta";
import type { Store } from "./store/open";
import { giveUpRejected } from "./store/record";
import { forgetSession, lastSession, saveSession } from "./store/session";
import {
  listPlaces,
  listProgress,
  listPromises,
  listUnits,
  listWishes,
  readCatalogue,
} from "./store/synced";
import type { Api, ApiAnswer } from "./sync/api";
import { createScheduler, type Locks, type Scheduler, type Timers } from "./sync/scheduler";

/** Tells the other tabs of this browser, and hears them. */
export interface Tabs {
  tell: (what: "changed" | "session") => void;
  hear: (listener: (what: "changed" | "session") => void) => void;
}

export interface PhoneParts {
  store: Store;
  api: Api;
  locks: Locks;
  timers: Timers;
  tabs: Tabs;
  surroundings: Surroundings;
  /** 0 to 1. */
  random: () => number;
  /** Asks the browser not to clear the storage; null where it cannot be asked. */
  persist: () => Promise<boolean | null>;
}

export interface MadePhone {
  phone: Phone;
  scheduler: Scheduler;
  /** Reads who was last signed in and what is unsent; the first screen can be drawn after it. */
  ready: () => Promise<void>;
  /** Asks the server once what it is and who is signed in, for a phone that does not know. */
  recall: () => Promise<void>;
  /** Connects the service worker, when it is registered. */
  connectUpdates: (waiting: Observable<boolean>, take: () => void) => void;
}

export function makePhone(parts: PhoneParts): MadePhone {
  const { store, api, tabs, surroundings } = parts;
  const signedIn = source<SignedIn | null>(null);
  const isDemo = source(false);
  const update = source<UpdateState>("none");
  const changes = source(0);
  let hasAskedToPersist = false;
  let holds = 0;
  let updates: { waiting: Observable<boolean>; take: () => void } | null = null;

  const author = (): string | null => signedIn.get()?.session.user.id ?? null;
  const changed = (): void => changes.set(changes.get() + 1);

  /** After this tab has written. */
  async function announce(): Promise<void> {
    await scheduler.refresh();
    changed();
    tabs.tell("changed");
  }

  async function learnDemo(value: boolean): Promise<void> {
    isDemo.set(value);
    await saveAsDemo(store, value);
  }

  /** The server has said who is signed in. */
  async function confirm(session: Session): Promise<void> {
    await saveSession(store, session, surroundings.now().toISOString());
    await learnDemo(session.is_demo);
    signedIn.set({ session, confirmed: true });
  }

  async function signInAs(session: Session): Promise<void> {
    await confirm(session);
    await announce();
    tabs.tell("session");
  }

  const scheduler = createScheduler({
    store,
    api,
    author,
    deviceId: () => deviceId(store, () => uuidv7(surroundings)),
    locks: parts.locks,
    timers: parts.timers,
    now: surroundings.now,
    random: parts.random,
    onSession: confirm,
    onChange: () => {
      changed();
      tabs.tell("changed");
    },
  });

  function offerUpdate(): void {
    if (update.get() === "applying") return;
    // Never while a form is dirty or a push is running.
    const isFree = holds === 0 && scheduler.state.get().phase !== "pushing";
    update.set(updates?.waiting.get() === true && isFree ? "offered" : "none");
  }
  scheduler.state.subscribe(offerUpdate);

  tabs.hear((what) => {
    void (async () => {
      if (what === "session") {
        const session = await lastSession(store);
        const known = signedIn.get();
        const isSame = known !== null && known.session.user.id === session?.user.id;
        signedIn.set(session === null ? null : { session, confirmed: isSame && known.confirmed });
      }
      await scheduler.refresh();
      changed();
    })().catch(() => {
      // The store's own state tells what is wrong with it; the next change reads again.
    });
  });

  const saving = createSaving({
    store,
    surroundings,
    author,
    onSaved: async () => {
      try {
        await announce();
        if (!hasAskedToPersist) {
          hasAskedToPersist = true;
          const persisted = await parts.persist();
          if (persisted !== null) store.setPersisted(persisted);
        }
      } catch {
        // Counting or asking failed; the entry is saved, and the next run counts again.
      }
      scheduler.wake("saved");
    },
  });

  const phone: Phone = {
    storage: store.state,
    sync: scheduler.state,
    signedIn,
    isDemo,
    update,
    changes,

    async signIn(email, password) {
      const answer = await api.signIn(email, password);
      if (!answer.ok) return plain(answer);
      await signInAs(answer.value);
      scheduler.wake("signed-in");
      return answer;
    },
    async signOut() {
      const answer = await api.signOut();
      if (!answer.ok) return plain(answer);
      await forgetSession(store);
      signedIn.set(null);
      await announce();
      tabs.tell("session");
      return answer;
    },

    catalogue: () => readCatalogue(store),
    places: (code) => listPlaces(store, code),
    wishes: (code) => listWishes(store, code),
    units: (code) => listUnits(store, code),
    promises: () => listPromises(store),
    progress: () => listProgress(store),

    entries: async () => {
      const author_id = author();
      return author_id === null ? [] : listEntries(store, author_id);
    },
    entry: async (activity_id) => {
      const author_id = author();
      if (author_id === null) return null;
      const entries = await listEntries(store, author_id);
      return entries.find((entry) => entry.activity_id === activity_id) ?? null;
    },

    ...saving,
    setAside: async (activity_id) => {
      const author_id = author();
      if (author_id === null) return;
      await giveUpRejected(store, author_id, activity_id, surroundings.now());
      await announce();
    },

    syncNow: () => scheduler.wake("asked"),
    takeUpdate: () => {
      if (update.get() !== "offered") return;
      update.set("applying");
      updates?.take();
    },
    holdUpdates: () => {
      let isHeld = true;
      holds += 1;
      offerUpdate();
      return () => {
        if (!isHeld) return;
        isHeld = false;
        holds -= 1;
        offerUpdate();
      };
    },

    fetchPromises: async () => plain(await api.promises()),
    fetchProgress: async (promise_id, query = {}) => plain(await api.progress(promise_id, query)),
    fetchContributions: async (commitment_id, query = {}) =>
      plain(await api.contributions(commitment_id, query)),
  };

  return {
    phone,
    scheduler,
    async ready() {
      const session = await lastSession(store);
      isDemo.set(session?.is_demo ?? (await knownAsDemo(store)));
      signedIn.set(session === null ? null : { session, confirmed: false });
      await scheduler.refresh();
    },
    async recall() {
      if (signedIn.get() !== null) return;
      const found = await api.installation();
      if (!found.ok || author() !== null) return;
      try {
        await learnDemo(found.value.is_demo);
        if (!found.value.is_signed_in) return;
        const answer = await api.session();
        if (!answer.ok || author() !== null) return;
        await signInAs(answer.value);
        scheduler.wake("signed-in");
      } catch {
        // The stores failed: their state says so, and without them nobody can be signed in here.
      }
    },
    connectUpdates(waiting, take) {
      updates = { waiting, take };
      waiting.subscribe(offerUpdate);
      offerUpdate();
    },
  };
}

/** Without what only sync/ needs to know. */
function plain<T>(answer: ApiAnswer<T>): Answer<T> {
  return answer.ok ? answer : { ok: false, problem: answer.problem };
}
