import { describe, expect, test, vi } from "vitest";
import { source } from "../src/domain/observable";
import { listOutbox } from "../src/store/outbox";
import { ANNA, BO, session, speedCheck } from "./support/entries";
import { run, testPhone, testTabs } from "./support/phone";
import { testServer } from "./support/server";
import { freshName, freshStore } from "./support/stores";

describe("after saving", () => {
  test("the browser is asked once to keep the storage, after the first saved entry", async () => {
    const persist = vi.fn(() => Promise.resolve(true));
    const phone = await testPhone(testServer(), { persist });
    expect(persist).not.toHaveBeenCalled();

    await phone.phone.log(speedCheck());
    await phone.phone.log(speedCheck());

    expect(persist).toHaveBeenCalledTimes(1);
    expect(phone.phone.storage.get()).toEqual({ phase: "open", persisted: true });
  });

  test("an entry that is saved is said to be, whatever fails after", async () => {
    const persist = (): Promise<boolean> => Promise.reject(new Error("not allowed"));
    const phone = await testPhone(testServer(), { persist });

    expect((await phone.phone.log(speedCheck())).ok).toBe(true);
  });
});

describe("from rejected to sent", () => {
  test("a rejected entry shows its problem, is repaired and goes through", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    const saved = await phone.phone.log(speedCheck());
    if (!saved.ok) throw new Error("not saved");
    server.verdicts.set(saved.operation_id, {
      status: "rejected",
      problem: {
        type: "/problems/invalid-input",
        title: "Rätta",
        status: 422,
        errors: [{ pointer: "#/activity/place_id", detail: "Platsen finns inte." }],
      },
    });
    await phone.scheduler.settled();

    const rejected = await phone.phone.entry(saved.activity_id);
    expect(rejected).toMatchObject({
      status: "needs-attention",
      problems: [{ slug: "invalid-input", errors: [{ pointer: "#/activity/place_id" }] }],
    });
    expect(phone.phone.sync.get()).toMatchObject({ unsent: 1, needsAttention: 1 });
    await phone.phone.repair(saved.activity_id, speedCheck({ place_id: null, place_name: "Nol" }));
    await phone.scheduler.settled();

    expect(await phone.phone.entry(saved.activity_id)).toMatchObject({ status: "sent" });
    expect(server.applied.get(saved.activity_id)).toBe(1);
  });

  test("given up, it is no longer in the way", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    const saved = await phone.phone.log(speedCheck());
    if (!saved.ok) throw new Error("not saved");
    server.verdicts.set(saved.operation_id, { status: "rejected" });
    await phone.scheduler.settled();

    await phone.phone.setAside(saved.activity_id);

    expect(await phone.phone.entries()).toEqual([]);
    expect(phone.phone.sync.get()).toMatchObject({ unsent: 0, needsAttention: 0 });
  });

  test("undo of an unsent entry goes out as a void on top", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    server.faults.push({ path: /.*/, fault: "offline" });
    const saved = await phone.phone.log(speedCheck());
    if (!saved.ok) throw new Error("not saved");
    await phone.scheduler.settled();
    await phone.phone.voidEntry(saved.activity_id);

    await run(phone);

    expect(
      server
        .pushes()
        .flat()
        .map((operation) => operation.type),
    ).toEqual(["log_activity", "void_activity"]);
    expect(await phone.phone.entry(saved.activity_id)).toMatchObject({
      is_void: true,
      status: "sent",
    });
    await phone.phone.restoreEntry(saved.activity_id);
    expect((await phone.phone.entry(saved.activity_id))?.is_void).toBe(false);
  });
});

describe("signing in and out", () => {
  test("a phone that remembers starts signed in without the network", async () => {
    const server = testServer();
    server.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    const phone = await testPhone(server);

    expect(phone.phone.signedIn.get()).toMatchObject({
      confirmed: false,
      session: { user: { id: ANNA } },
    });
  });

  test("a wrong password is an answer", async () => {
    const server = testServer();
    const phone = await testPhone(server, { user: null });

    expect(await phone.phone.signIn("x@annan.invalid", "y")).toMatchObject({
      ok: false,
      problem: { slug: "wrong-credentials" },
    });
    expect(phone.phone.signedIn.get()).toBeNull();
  });

  test("signing out keeps the unsent under its author, and says how many", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    server.faults.push({ path: /.*/, fault: "offline" });
    await phone.phone.log(speedCheck());
    await phone.scheduler.settled();

    expect((await phone.phone.signOut()).ok).toBe(true);

    expect(phone.phone.signedIn.get()).toBeNull();
    expect(phone.phone.sync.get()).toMatchObject({ unsent: 0, othersUnsent: 1 });
    expect(await listOutbox(phone.store, ANNA)).toHaveLength(1);
    await phone.phone.signIn("polis@demo.invalid", "x");
    await phone.scheduler.settled();
    expect(phone.phone.sync.get()).toMatchObject({ unsent: 0, othersUnsent: 0 });
    expect(server.applied.size).toBe(1);
  });

  test("without network one stays signed in, and is told", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    server.faults.push({ path: /session/, fault: "offline" });

    expect(await phone.phone.signOut()).toMatchObject({ ok: false, problem: { slug: "network" } });
    expect(phone.phone.signedIn.get()).not.toBeNull();
  });

  test("a phone that has forgotten who, while the cookie has not, asks the server", async () => {
    const phone = await testPhone(testServer(), { user: null });

    await phone.recall();

    expect(phone.phone.signedIn.get()).toMatchObject({ confirmed: true });
    const nobody = testServer();
    nobody.cookie = null;
    const other = await testPhone(nobody, { user: null });
    await other.recall();
    expect(other.phone.signedIn.get()).toBeNull();
    expect(nobody.requests.map((request) => request.path)).toEqual(["/installation"]);
  });

  test("a demo says so before anyone has signed in, and next time without the network", async () => {
    const server = testServer();
    server.cookie = null;
    const name = freshName();
    const first = await testPhone(server, { store: freshStore(name), user: null });
    expect(first.phone.isDemo.get()).toBe(false);

    await first.recall();

    expect(first.phone.isDemo.get()).toBe(true);
    const next = await testPhone(server, { store: freshStore(name), user: null });
    expect(next.phone.isDemo.get()).toBe(true);
  });

  test("opening the app where nobody is known asks the server nothing", async () => {
    const server = testServer();
    const phone = await testPhone(server, { user: null });

    phone.scheduler.wake("start");
    await phone.scheduler.settled();

    expect(server.requests).toEqual([]);
    expect(phone.phone.sync.get().needsSignIn).toBe(true);
  });

  test("remembering needs no question", async () => {
    const server = testServer();
    const phone = await testPhone(server);

    await phone.recall();

    expect(server.requests).toEqual([]);
  });
});

describe("tabs", () => {
  test("what one tab saves, the other counts and shows", async () => {
    const server = testServer();
    const name = freshName();
    const tabs = testTabs();
    const one = await testPhone(server, { store: freshStore(name), tabs: tabs() });
    const other = await testPhone(server, { store: freshStore(name), tabs: tabs() });
    server.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    const before = other.phone.changes.get();

    await one.phone.log(speedCheck());

    await vi.waitFor(() => {
      expect(other.phone.sync.get().unsent).toBe(1);
      expect(other.phone.changes.get()).toBeGreaterThan(before);
    });
    expect(await other.phone.entries()).toHaveLength(1);
  });

  test("signing in and out in one tab is known in the other", async () => {
    const server = testServer();
    const name = freshName();
    const tabs = testTabs();
    const one = await testPhone(server, { store: freshStore(name), tabs: tabs(), user: BO });
    const other = await testPhone(server, { store: freshStore(name), tabs: tabs(), user: BO });
    server.cookie = null;

    await one.phone.signIn("polis@demo.invalid", "x");
    await vi.waitFor(() => expect(other.phone.signedIn.get()?.session.user.id).toBe(ANNA));
    await one.scheduler.settled();
    await one.phone.signOut();

    await vi.waitFor(() => expect(other.phone.signedIn.get()).toBeNull());
  });
});

describe("a new version of the app", () => {
  test("is offered, but not while a form is dirty", async () => {
    const phone = await testPhone(testServer());
    const waiting = source(false);
    const take = vi.fn();
    phone.connectUpdates(waiting, take);
    const letGo = phone.phone.holdUpdates();

    waiting.set(true);
    expect(phone.phone.update.get()).toBe("none");
    phone.phone.takeUpdate();
    expect(take).not.toHaveBeenCalled();
    letGo();
    letGo();
    expect(phone.phone.update.get()).toBe("offered");
    phone.phone.takeUpdate();

    expect(take).toHaveBeenCalledTimes(1);
    expect(phone.phone.update.get()).toBe("applying");
  });

  test("is not offered while something is being sent", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    const waiting = source(true);
    phone.connectUpdates(waiting, () => undefined);
    const seen: string[] = [];
    phone.scheduler.state.subscribe((state) => {
      seen.push(`${state.phase} ${phone.phone.update.get()}`);
    });
    await phone.phone.log(speedCheck());

    await phone.scheduler.settled();

    expect(seen).toContain("pushing none");
    expect(phone.phone.update.get()).toBe("offered");
  });
});

describe("reading", () => {
  test("what was synced, without the network", async () => {
    const server = testServer();
    server.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    const { phone } = await testPhone(server);

    expect((await phone.catalogue())?.kinds).toHaveLength(2);
    expect(await phone.places("1440")).toHaveLength(1);
    expect(await phone.wishes()).toEqual([]);
    expect(await phone.units()).toEqual([]);
    expect(await phone.promises()).toEqual([]);
    expect(await phone.progress()).toEqual([]);
  });

  test("the desk asks the server", async () => {
    const server = testServer();
    const { phone } = await testPhone(server);
    server.faults.push({ path: /promises$/, fault: { status: 200, body: { items: [] } } });
    server.faults.push({ path: /progress/, fault: { status: 200, body: { items: [] } } });
    server.faults.push({ path: /contributions/, fault: { status: 200, body: { items: [] } } });

    expect(await phone.fetchPromises()).toEqual({ ok: true, value: [] });
    expect(await phone.fetchProgress("p")).toEqual({ ok: true, value: [] });
    expect(await phone.fetchContributions("c")).toMatchObject({ ok: true });
    expect(await phone.fetchProgress("p")).toMatchObject({
      ok: false,
      problem: { slug: "not-found" },
    });
  });

  test("asking to sync asks at once", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    server.cookie = session(ANNA);

    phone.phone.syncNow();
    await phone.scheduler.settled();

    expect(phone.phone.sync.get().lastContactAt).not.toBeNull();
  });
});
