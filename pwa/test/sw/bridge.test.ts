import { describe, expect, test, vi } from "vitest";
import { connectServiceWorker } from "../../src/sw/bridge";

/** A registration whose worker can be made to install. */
function setUp(registered?: () => Promise<unknown>) {
  const worker = Object.assign(new EventTarget(), { state: "installing", postMessage: vi.fn() });
  const nobody: { installing: unknown; waiting: unknown } = { installing: null, waiting: null };
  const registration = Object.assign(new EventTarget(), nobody, {
    update: vi.fn(() => Promise.resolve()),
  });
  const container = Object.assign(new EventTarget(), {
    register: vi.fn(registered ?? (() => Promise.resolve<unknown>(registration))),
  });
  const reload = vi.fn();
  const every = vi.fn<(work: () => void, ms: number) => void>();
  const bridge = connectServiceWorker(
    container as unknown as ServiceWorkerContainer,
    reload,
    every,
  );
  return {
    bridge,
    container,
    registration,
    worker,
    reload,
    every,
    install: () => {
      registration.installing = worker;
      registration.dispatchEvent(new Event("updatefound"));
      worker.state = "installed";
      registration.waiting = worker;
      worker.dispatchEvent(new Event("statechange"));
    },
  };
}

describe("an update is offered, never imposed", () => {
  test("a new build that waits is told of, and taken when asked for", async () => {
    const { bridge, container, worker, reload, install } = setUp();
    await Promise.resolve();
    await Promise.resolve();
    install();
    expect(bridge.waiting.get()).toBe(true);
    expect(reload).not.toHaveBeenCalled();

    bridge.take();
    expect(worker.postMessage).toHaveBeenCalledWith("skip-waiting");
    container.dispatchEvent(new Event("controllerchange"));

    expect(reload).toHaveBeenCalledTimes(1);
  });

  test("a build taken in another tab does not reload this one", async () => {
    const { container, reload } = setUp();
    await Promise.resolve();

    container.dispatchEvent(new Event("controllerchange"));

    expect(reload).not.toHaveBeenCalled();
  });

  test("one that waits since last time is told of at once", async () => {
    const waiting = { postMessage: vi.fn() };
    const found = Object.assign(new EventTarget(), { installing: null, waiting, update: vi.fn() });
    const { bridge } = setUp(() => Promise.resolve(found));
    await Promise.resolve();
    await Promise.resolve();

    expect(bridge.waiting.get()).toBe(true);
  });
});

test("an app that stays open looks for a new build every hour, also after a failed look", async () => {
  const { every, registration } = setUp();
  await Promise.resolve();
  await Promise.resolve();
  const [work, ms] = every.mock.calls[0] ?? [];
  registration.update.mockRejectedValueOnce(new TypeError("offline"));

  work?.();
  work?.();

  expect(ms).toBe(3_600_000);
  expect(registration.update).toHaveBeenCalledTimes(2);
});

test("without service workers, or where they are forbidden, the app works online", async () => {
  const reload = vi.fn();
  const none = connectServiceWorker(undefined, reload, vi.fn());
  none.take();
  expect(reload).toHaveBeenCalledTimes(1);
  expect(none.waiting.get()).toBe(false);

  const { bridge, reload: other } = setUp(() => Promise.reject(new Error("forbidden")));
  await Promise.resolve();
  bridge.take();

  expect(bridge.waiting.get()).toBe(false);
  expect(other).toHaveBeenCalledTimes(1);
});
