/*
 * Boot order: store → first screen → sync → service worker. Each step only needs the ones before it, so the
 * first screen never waits for the network, and syncing never for the service worker.
 */
import { makePhone, type Tabs } from "./make-phone";
import type { Phone } from "./phone";
import { openStore } from "./store/open";
import { connectServiceWorker } from "./sw/bridge";
import { createApi } from "./sync/api";
import { webLocks, type Scheduler } from "./sync/scheduler";

export interface BootOptions {
  /** Draws the first screen. Called once, as soon as the stores are open (or known not to be). */
  show: (phone: Phone) => void;
  appVersion: string;
}

/** Opens the stores, shows the first screen, then starts syncing and registers the service worker. */
export async function boot(options: BootOptions): Promise<Phone> {
  const store = openStore();
  const now = (): Date => new Date();
  const made = makePhone({
    store,
    api: createApi({ now }),
    locks: webLocks(lockManager(), "trygglogg-sync"),
    timers: {
      set: (work, ms) => window.setTimeout(work, ms),
      clear: (timer) => window.clearTimeout(timer),
    },
    tabs: broadcastTabs(),
    surroundings: {
      now,
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
      appVersion: options.appVersion,
    },
    random: Math.random,
    persist: askToPersist,
  });
  try {
    await made.ready();
  } catch {
    // No stores: `phone.storage` says why, and the first screen shows it.
  }
  options.show(made.phone);
  listen(made.scheduler);
  made.scheduler.wake("start");
  void made.recall();
  if (import.meta.env.PROD) {
    const bridge = connectServiceWorker(
      "serviceWorker" in navigator ? navigator.serviceWorker : undefined,
      () => window.location.reload(),
      (work, ms) => window.setInterval(work, ms),
    );
    made.connectUpdates(bridge.waiting, bridge.take);
  }
  return made.phone;
}

/** The browser's hints that a try may succeed now. */
function listen(scheduler: Scheduler): void {
  window.addEventListener("online", () => scheduler.wake("online"));
  window.addEventListener("focus", () => scheduler.wake("focus"));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") scheduler.wake("focus");
  });
  // Back from the back/forward cache, where timers stood still.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) scheduler.wake("focus");
  });
}

/** Web Locks are missing on pages without https (and in Safari before 15.4). */
function lockManager(): LockManager | undefined {
  return "locks" in navigator ? navigator.locks : undefined;
}

function broadcastTabs(): Tabs {
  const channel = new BroadcastChannel("trygglogg");
  return {
    tell: (what) => channel.postMessage(what),
    hear: (listener) => {
      channel.addEventListener("message", (event: MessageEvent<unknown>) => {
        if (event.data === "changed" || event.data === "session") listener(event.data);
      });
    },
  };
}

/** Null where the browser has no such promise to give (WebKit outside installed apps). */
async function askToPersist(): Promise<boolean | null> {
  if (!("storage" in navigator) || !("persist" in navigator.storage)) return null;
  return navigator.storage.persist();
}
