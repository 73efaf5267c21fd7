import { describe, expect, test, vi } from "vitest";
import type { SyncState } from "../../src/phone";
import { listOutbox } from "../../src/store/outbox";
import { saveSession } from "../../src/store/session";
import { webLocks } from "../../src/sync/scheduler";
import { ANNA, BO, NEXT_EPOCH, session, speedCheck } from "../support/entries";
import { run, testLocks, testPhone, testTabs } from "../support/phone";
import { testServer } from "../support/server";
import { freshName, freshStore, sentOf } from "../support/stores";

describe("a run", () => {
  test("sends, fetches, and rests until the timer", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    const phases: SyncState["phase"][] = [];
    phone.scheduler.state.subscribe((state) => {
      if (phases.at(-1) !== state.phase) phases.push(state.phase);
    });
    await phone.phone.log(speedCheck());

    await phone.scheduler.settled();

    expect(phases).toEqual(["idle", "pushing", "pulling", "idle"]);
    expect(phone.scheduler.state.get()).toMatchObject({
      unsent: 0,
      lastError: null,
      lastContactAt: "2026-10-24T20:00:00.000Z",
      clockSkewSeconds: 0,
      needsSignIn: false,
    });
    expect(phone.timers.wait()).toBe(60_000);
    expect(server.requests.map((one) => one.path.replace(/\?.*/, ""))).toEqual([
      "/session",
      "/sync/push",
      "/sync/pull",
    ]);
  });

  test("the timer starts the next one, which asks who is signed in only now and then", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    await run(phone);
    server.requests.length = 0;

    phone.timers.ring();
    await phone.scheduler.settled();
    expect(server.requests.map((one) => one.path)).toEqual(["/sync/pull?cursor=cursor-1"]);
    phone.clock.pass(600_000);
    phone.timers.ring();
    await phone.scheduler.settled();

    expect(server.requests.map((one) => one.path)).toContain("/session");
  });

  test("what is asked for while one is under way is done right after it", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    phone.scheduler.wake("start");
    await phone.phone.log(speedCheck());

    await phone.scheduler.settled();

    expect(await listOutbox(phone.store, ANNA)).toEqual([]);
  });

  test("hints that come together are one run", async () => {
    const server = testServer();
    const phone = await testPhone(server);

    phone.scheduler.wake("focus");
    phone.scheduler.wake("focus");
    phone.scheduler.wake("online");
    await phone.scheduler.settled();

    expect(server.requests.filter((one) => one.path.startsWith("/sync/pull"))).toHaveLength(1);
  });

  test("a phone whose clock is wrong says by how much", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    phone.clock.pass(-3_600_000);

    await run(phone);

    expect(phone.scheduler.state.get().clockSkewSeconds).toBe(3_600);
  });
});

describe("when it does not succeed", () => {
  test("without network it backs off further each time, and everything is kept", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    const offline = { path: /session/, fault: "offline" } as const;
    server.faults.push(offline, offline, offline);
    await phone.phone.log(speedCheck());
    await phone.scheduler.settled();
    const first = phone.timers.wait();

    phone.timers.ring();
    await phone.scheduler.settled();

    expect(first).toBe(3_750);
    expect(phone.timers.wait()).toBe(7_500);
    expect(phone.scheduler.state.get()).toMatchObject({
      phase: "backing-off",
      unsent: 1,
      lastError: { slug: "network" },
      nextTryAt: "2026-10-24T20:00:07.500Z",
    });
  });

  test("every hint may try at once without network, and the first success ends the waiting", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    server.faults.push({ path: /session/, fault: "offline" });
    await run(phone);

    phone.scheduler.wake("online");
    await phone.scheduler.settled();

    expect(phone.scheduler.state.get()).toMatchObject({
      phase: "idle",
      lastError: null,
      nextTryAt: null,
    });
  });

  test("when the server asks for patience, only a person's own tap goes before", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    const busy = { status: 503, headers: { "Retry-After": "300" } };
    server.faults.push({ path: /session/, fault: busy });
    await run(phone);
    expect(phone.timers.wait()).toBe(300_000);
    server.requests.length = 0;

    phone.scheduler.wake("focus");
    phone.scheduler.wake("online");
    phone.scheduler.wake("saved");
    await phone.scheduler.settled();
    expect(server.requests).toEqual([]);
    phone.scheduler.wake("asked");
    await phone.scheduler.settled();

    expect(server.requests.length).toBeGreaterThan(0);
  });

  test("after the time the server asked for, hints count again", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    server.faults.push({ path: /session/, fault: { status: 503 } });
    await run(phone);
    phone.clock.pass(60_000);

    phone.scheduler.wake("focus");
    await phone.scheduler.settled();

    expect(phone.scheduler.state.get().phase).toBe("idle");
  });

  test("401 pauses without a timer and keeps everything, until someone signs in", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    server.cookie = null;
    await phone.phone.log(speedCheck());
    await phone.scheduler.settled();

    expect(phone.scheduler.state.get()).toMatchObject({
      phase: "needs-sign-in",
      needsSignIn: true,
      unsent: 1,
    });
    expect(phone.timers.wait()).toBeNull();

    await phone.phone.signIn("polis@demo.invalid", "x");
    await phone.scheduler.settled();
    expect(phone.scheduler.state.get()).toMatchObject({ needsSignIn: false, unsent: 0 });
  });

  test("a cookie that belongs to someone else sends nothing and asks for sign-in", async () => {
    const server = testServer();
    server.cookie = session(BO);
    const phone = await testPhone(server);
    await phone.phone.log(speedCheck());
    await phone.scheduler.settled();

    expect(server.pushes()).toEqual([]);
    expect(phone.scheduler.state.get()).toMatchObject({ needsSignIn: true, unsent: 1 });
  });

  test("a failed operation is tried when its own wait ends", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    const saved = await phone.phone.log(speedCheck());
    if (!saved.ok) throw new Error("not saved");
    server.verdicts.set(saved.operation_id, { status: "failed" });
    await phone.scheduler.settled();
    expect(phone.timers.wait()).toBe(3_750);

    server.verdicts.clear();
    phone.clock.pass(3_750);
    phone.timers.ring();
    await phone.scheduler.settled();

    expect(phone.scheduler.state.get().unsent).toBe(0);
  });

  test("a phone whose storage broke says so, and does not stop trying", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    vi.spyOn(phone.store, "run").mockRejectedValue(new Error("the disk is gone"));

    await run(phone);

    expect(phone.scheduler.state.get()).toMatchObject({
      phase: "backing-off",
      lastError: { slug: "unknown", detail: "the disk is gone" },
    });
    expect(phone.timers.wait()).not.toBeNull();
  });
});

describe("several people and tabs", () => {
  test("with nobody signed in nothing is sent, and what others have unsent is a number", async () => {
    const server = testServer();
    const store = freshStore();
    const bo = await testPhone(server, { store, user: BO });
    server.faults.push({ path: /.*/, fault: "offline" });
    await bo.phone.log(speedCheck());
    await bo.scheduler.settled();
    bo.scheduler.stop();
    const anna = await testPhone(server, { store, user: ANNA });

    await run(anna);

    expect(server.pushes()).toEqual([]);
    expect(anna.scheduler.state.get()).toMatchObject({ unsent: 0, othersUnsent: 1 });
    expect(await anna.phone.entries()).toEqual([]);
    expect(await listOutbox(store, BO)).toHaveLength(1);
  });

  test("nobody signed in: a run says so and rests", async () => {
    const phone = await testPhone(testServer(), { user: null });

    await run(phone);

    expect(phone.scheduler.state.get()).toMatchObject({ phase: "needs-sign-in" });
    expect(phone.timers.wait()).toBeNull();
  });

  test("two tabs that save and sync at the same time send each entry once", async () => {
    const server = testServer();
    const name = freshName();
    const locks = testLocks();
    const tabs = testTabs();
    const one = await testPhone(server, { store: freshStore(name), locks, tabs: tabs() });
    const other = await testPhone(server, { store: freshStore(name), locks, tabs: tabs() });

    await Promise.all([one.phone.log(speedCheck()), other.phone.log(speedCheck())]);
    await one.scheduler.settled();
    await other.scheduler.settled();
    // The tab that found the other at work comes back a little later.
    one.timers.ring();
    other.timers.ring();
    await one.scheduler.settled();
    await other.scheduler.settled();

    expect(await listOutbox(one.store, ANNA)).toEqual([]);
    expect([...server.applied.values()]).toEqual([1, 1]);
    expect(await sentOf(other.store)).toHaveLength(2);
    await vi.waitFor(() => expect(other.scheduler.state.get().unsent).toBe(0));
  });

  test("a tab that finds another at work comes back after five seconds", async () => {
    const server = testServer();
    const busy = { tryRun: () => Promise.resolve(false) };
    const phone = await testPhone(server, { locks: busy });

    await run(phone);

    expect(server.requests).toEqual([]);
    expect(phone.timers.wait()).toBe(5_000);
  });
});

test("a database restored from yesterday gets everything again, in the same run", async () => {
  const server = testServer();
  const phone = await testPhone(server);
  await phone.phone.log(speedCheck());
  await phone.scheduler.settled();
  server.restore(NEXT_EPOCH);

  await run(phone);

  expect([...server.applied.values()]).toEqual([1]);
  expect(phone.scheduler.state.get()).toMatchObject({ unsent: 0, phase: "idle" });
});

test("a stopped scheduler starts nothing more", async () => {
  const server = testServer();
  const phone = await testPhone(server);
  phone.scheduler.stop();

  await run(phone);

  expect(server.requests).toEqual([]);
  expect(phone.timers.wait()).toBeNull();
});

describe("webLocks", () => {
  test("runs when the lock is free, not when another tab holds it", async () => {
    let isFree = true;
    const manager = {
      request: (_: string, __: unknown, work: (lock: unknown) => Promise<boolean>) =>
        work(isFree ? {} : null),
    } as unknown as LockManager;
    const work = vi.fn(() => Promise.resolve());
    const locks = webLocks(manager, "x");

    expect(await locks.tryRun(work)).toBe(true);
    isFree = false;
    expect(await locks.tryRun(work)).toBe(false);
    expect(work).toHaveBeenCalledTimes(1);
  });

  test("without Web Locks every tab runs, and receipts keep it exact", async () => {
    const work = vi.fn(() => Promise.resolve());

    expect(await webLocks(undefined, "x").tryRun(work)).toBe(true);
    expect(work).toHaveBeenCalled();
  });
});

test("who is signed in is kept as the server last told it", async () => {
  const server = testServer();
  server.cookie = session(ANNA, { is_demo: false });
  const phone = await testPhone(server);
  expect(phone.phone.signedIn.get()?.confirmed).toBe(false);

  await run(phone);

  expect(phone.phone.signedIn.get()).toMatchObject({
    confirmed: true,
    session: { is_demo: false },
  });
  await saveSession(phone.store, session(ANNA), "x");
});
