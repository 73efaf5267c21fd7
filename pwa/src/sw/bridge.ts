/*
 * The page's side of the service worker: registers it, tells when a new build waits, and takes it when a
 * person has said yes. Nothing here reloads a page by itself.
 */
import { source, type Observable } from "../domain/observable";

export interface Bridge {
  /** True while a new build is installed and waits. */
  readonly waiting: Observable<boolean>;
  /** Lets the waiting build take over, then reloads this page. */
  take: () => void;
}

const CHECK_INTERVAL_MS = 60 * 60_000;

/**
 * Registers the worker. Without service workers (an old browser, a private window) the app works online
 * and `waiting` stays false.
 */
export function connectServiceWorker(
  container: ServiceWorkerContainer | undefined,
  reload: () => void,
  every: (work: () => void, ms: number) => void,
): Bridge {
  const waiting = source(false);
  let registration: ServiceWorkerRegistration | null = null;
  let isTaking = false;
  if (container === undefined) return { waiting, take: reload };

  const look = (): void => waiting.set(Boolean(registration?.waiting));

  function watch(found: ServiceWorkerRegistration): void {
    registration = found;
    found.addEventListener("updatefound", () => {
      const worker = found.installing;
      worker?.addEventListener("statechange", () => {
        // The very first build also passes here; it has nobody to take over from and does not wait.
        if (worker.state === "installed" || worker.state === "activated") look();
      });
    });
    look();
    // An installed app can stay open for weeks.
    every(() => {
      // Without the network there is nothing new to be had; the next turn asks again.
      found.update().catch(() => undefined);
    }, CHECK_INTERVAL_MS);
  }

  container.addEventListener("controllerchange", () => {
    if (isTaking) reload();
  });
  container
    .register("/sw.js", { scope: "/" })
    .then(watch)
    // Blocked by settings or policy: the app works, only not without the network.
    .catch(() => undefined);

  return {
    waiting,
    take: () => {
      isTaking = true;
      const worker = registration?.waiting;
      if (worker) worker.postMessage("skip-waiting");
      else reload();
    },
  };
}
