import { describe, expect, test } from "vitest";
import { listOutbox } from "../../src/store/outbox";
import { recordCorrection, recordLogs } from "../../src/store/record";
import type { Store } from "../../src/store/open";
import { createApi } from "../../src/sync/api";
import { backoffMs } from "../../src/sync/backoff";
import { push, type PushOutcome } from "../../src/sync/push";
import { ANNA, BO, NEXT_EPOCH, speedCheck, testClock, type TestClock } from "../support/entries";
import { pathOf, testServer, type TestServer } from "../support/server";
import { freshStore, outboxTypes, sentOf } from "../support/stores";

interface Setting {
  store: Store;
  server: TestServer;
  clock: TestClock;
  send: () => Promise<PushOutcome>;
  /** Ids of logged operations, in order. */
  log: (count?: number, author_id?: string) => Promise<string[]>;
}

function setUp(): Setting {
  const store = freshStore();
  const server = testServer();
  const clock = testClock();
  const api = createApi({ fetch: server.fetch, now: clock.now, timeoutMs: 30 });
  return {
    store,
    server,
    clock,
    send: () =>
      push({
        api,
        store,
        author_id: ANNA,
        device_id: "device",
        now: clock.now,
        retryAt: (failures) =>
          new Date(clock.now().getTime() + backoffMs(failures, () => 0.5)).toISOString(),
        onAnswer: () => undefined,
      }),
    log: async (count = 1, author_id = ANNA) => {
      const activities = Array.from({ length: count }, () => speedCheck());
      const written = await recordLogs(store, author_id, activities, clock);
      return written.map((one) => one.operation_id);
    },
  };
}

describe("sending", () => {
  test("oldest first, in batches of a hundred, with the phone's clock at sending", async () => {
    const { log, send, server, clock, store } = setUp();
    const ids = await log(250);
    clock.pass(3_600_000);

    const outcome = await send();

    expect(outcome).toEqual({ ok: true, sent: 250 });
    const pushed = server.pushes();
    expect(pushed.map((batch) => batch.length)).toEqual([100, 100, 50]);
    expect(pushed.flat().map((operation) => operation.operation_id)).toEqual(ids);
    const [first] = server.requests.filter((request) => request.path === "/sync/push");
    expect(first?.body).toMatchObject({
      device_id: "device",
      device_time: "2026-10-24T21:00:00.000Z",
    });
    expect(pushed[0]?.[0]?.device_time).toBe("2026-10-24T20:00:00.000Z");
    expect(await listOutbox(store, ANNA)).toEqual([]);
  });

  test("nothing to send is no request", async () => {
    const { send, server } = setUp();

    expect(await send()).toEqual({ ok: true, sent: 0 });
    expect(server.requests).toEqual([]);
  });

  test("only the author's operations go out; another person's stay", async () => {
    const { log, send, server, store } = setUp();
    await log(1, BO);
    const own = await log(1);

    await send();

    expect(server.pushes().flat()).toMatchObject([{ operation_id: own[0] }]);
    expect(await listOutbox(store, BO)).toHaveLength(1);
  });
});

describe("a field record is never lost and never counted twice", () => {
  test("response lost after the server has done it: the same operations again, still one", async () => {
    const { log, send, server, store } = setUp();
    const ids = await log(2);
    server.faults.push({ path: /push/, fault: "lost" });

    const lost = await send();
    expect(lost).toMatchObject({ ok: false, problem: { slug: "network" } });
    expect(await outboxTypes(store)).toEqual(["log_activity on-phone", "log_activity on-phone"]);
    await send();

    expect(server.pushes().map((batch) => batch.map((one) => one.operation_id))).toEqual([
      ids,
      ids,
    ]);
    expect(server.pushes()[0]).toEqual(server.pushes()[1]);
    expect([...server.applied.values()]).toEqual([1, 1]);
    expect(await sentOf(store)).toHaveLength(2);
  });

  test.each(["offline", "silent"] as const)("%s: everything stays", async (fault) => {
    const { log, send, server, store } = setUp();
    await log(2);
    server.faults.push({ path: /push/, fault });

    expect((await send()).ok).toBe(false);
    expect(await outboxTypes(store)).toEqual(["log_activity on-phone", "log_activity on-phone"]);
  });

  test.each([500, 502, 503])("status %i: everything stays and is tried again", async (status) => {
    const { log, send, server, store } = setUp();
    await log(2);
    server.faults.push({ path: /push/, fault: { status, headers: { "Retry-After": "7" } } });

    expect(await send()).toMatchObject({ ok: false, retryAfterMs: 7_000 });
    expect(await listOutbox(store, ANNA)).toHaveLength(2);
    expect(await send()).toEqual({ ok: true, sent: 2 });
  });

  test("401 stops and keeps everything", async () => {
    const { log, send, server, store } = setUp();
    await log(2);
    server.cookie = null;

    expect(await send()).toMatchObject({ ok: false, problem: { slug: "not-signed-in" } });
    expect(await outboxTypes(store)).toEqual(["log_activity on-phone", "log_activity on-phone"]);
    expect(server.pushes()).toEqual([]);
  });

  test("an edit made while the log's answer was lost is its own operation on top", async () => {
    const { log, send, server, store, clock } = setUp();
    await log(1);
    server.faults.push({ path: /push/, fault: "lost" });
    await send();
    const [queued] = await listOutbox(store, ANNA);
    const id = queued?.operation.activity_id ?? "";
    await recordCorrection(store, ANNA, id, speedCheck({ participants: 3 }), clock, null);

    await send();

    expect(server.pushes()[1]?.map((operation) => operation.type)).toEqual([
      "log_activity",
      "correct_activity",
    ]);
    expect(server.applied.get(id)).toBe(2);
    expect(await listOutbox(store, ANNA)).toEqual([]);
  });

  test("what is written while a push is under way goes out in the same run", async () => {
    const { log, send, server, store } = setUp();
    await log(1);
    const fetched = server.fetch;
    let late: Promise<string[]> | null = null;
    server.fetch = async (...request) => {
      late ??= log(1);
      await late;
      return fetched(...request);
    };
    const api = createApi({
      fetch: (...request) => server.fetch(...request),
      now: () => new Date(),
    });
    await push({
      api,
      store,
      author_id: ANNA,
      device_id: "d",
      now: () => new Date("2026-10-24T20:00:00Z"),
      retryAt: () => "",
      onAnswer: () => undefined,
    });

    expect(await listOutbox(store, ANNA)).toEqual([]);
    expect(server.pushes()).toHaveLength(2);
    expect(await send()).toEqual({ ok: true, sent: 0 });
  });
});

describe("one bad operation never blocks another", () => {
  test("each result is its own: applied, rejected, held and failed in one push", async () => {
    const { log, send, server, store } = setUp();
    const ids = await log(4);
    const problem = { type: "/problems/internal", title: "Fel", status: 500 };
    server.verdicts.set(ids[1] ?? "", { status: "rejected", problem });
    server.verdicts.set(ids[2] ?? "", { status: "held" });
    server.verdicts.set(ids[3] ?? "", { status: "failed", problem });

    await send();

    expect(await outboxTypes(store)).toEqual([
      "log_activity needs-attention",
      "log_activity waiting",
      "log_activity on-phone",
    ]);
    expect(await sentOf(store)).toHaveLength(1);
    expect(server.pushes()).toHaveLength(1);
  });

  test("a failed one is tried again after its own wait, and not before", async () => {
    const { log, send, server, store, clock } = setUp();
    const [id = ""] = await log(1);
    server.verdicts.set(id, { status: "failed" });
    await send();
    await send();
    expect(server.pushes()).toHaveLength(1);

    clock.pass(5_000);
    await send();
    server.verdicts.clear();
    clock.pass(10_000);
    await send();

    expect(server.pushes()).toHaveLength(3);
    expect(await sentOf(store)).toHaveLength(1);
  });

  test("results in another order, or one missing, reach the right operations", async () => {
    const { log, send, server, store } = setUp();
    const ids = await log(3);
    const fetched = server.fetch;
    const api = createApi({
      now: () => new Date(),
      fetch: async (...request) => {
        const response = await fetched(...request);
        if (!pathOf(request).includes("push")) return response;
        const body = (await response.json()) as { results: unknown[] };
        return Response.json({ ...body, results: body.results.reverse().slice(0, 2) });
      },
    });
    await push({
      api,
      store,
      author_id: ANNA,
      device_id: "d",
      now: () => new Date("2026-10-24T20:00:00Z"),
      retryAt: () => "2026-10-24T20:05:00.000Z",
      onAnswer: () => undefined,
    });

    const [left] = await listOutbox(store, ANNA);
    expect(left).toMatchObject({
      operation_id: ids[0],
      status: "on-phone",
      failures: 1,
      last_failure: { slug: "malformed-answer" },
    });
    expect((await send()).ok).toBe(true);
  });
});

describe("a request refused whole", () => {
  test("is halved until it passes", async () => {
    const { log, send, server, store } = setUp();
    await log(100);
    server.limit = 30;

    expect(await send()).toEqual({ ok: true, sent: 100 });
    expect(await listOutbox(store, ANNA)).toEqual([]);
    const accepted = server.pushes().filter((batch) => batch.length <= 30);
    expect(accepted.flat()).toHaveLength(100);
  });

  test("the single one that cannot pass is parked with its problem; the others go through in order", async () => {
    const { log, send, server, store } = setUp();
    const ids = await log(9);
    server.poison.add(ids[4] ?? "");

    expect(await send()).toEqual({ ok: true, sent: 8 });

    const left = await listOutbox(store, ANNA);
    expect(left).toMatchObject([
      {
        operation_id: ids[4],
        status: "needs-attention",
        problem: { slug: "invalid-input", errors: [{ pointer: "#/operations/0" }] },
      },
    ]);
    expect((await sentOf(store)).map((record) => record.operation_id)).toEqual(
      ids.filter((id) => id !== ids[4]),
    );
    expect(await send()).toEqual({ ok: true, sent: 0 });
  });

  test("a refusal of the envelope itself parks nothing", async () => {
    const { log, send, server, store } = setUp();
    await log(2);
    const body = {
      type: "/problems/invalid-input",
      title: "Fel",
      status: 422,
      errors: [{ pointer: "#/device_time", detail: "Ange en rimlig tid." }],
    };
    server.faults.push({ path: /push/, fault: { status: 422, body } });

    expect((await send()).ok).toBe(false);
    expect(await outboxTypes(store)).toEqual(["log_activity on-phone", "log_activity on-phone"]);
  });

  test("the net breaking between the halves keeps the second half", async () => {
    const { log, send, server, store } = setUp();
    await log(4);
    const body = { type: "/problems/too-large", title: "Stort", status: 413 };
    server.faults.push({ path: /push/, fault: { status: 413, body } });
    const fetched = server.fetch;
    let pushes = 0;
    server.fetch = (...request) => {
      if (pathOf(request).includes("push")) pushes += 1;
      return pushes === 3 ? Promise.reject(new TypeError("Failed to fetch")) : fetched(...request);
    };
    const api = createApi({
      fetch: (...request) => server.fetch(...request),
      now: () => new Date(),
    });
    const outcome = await push({
      api,
      store,
      author_id: ANNA,
      device_id: "d",
      now: () => new Date("2026-10-24T20:00:00Z"),
      retryAt: () => "",
      onAnswer: () => undefined,
    });

    expect(outcome.ok).toBe(false);
    expect(await listOutbox(store, ANNA)).toHaveLength(2);
    expect(await sentOf(store)).toHaveLength(2);
    await send();
    expect(await listOutbox(store, ANNA)).toEqual([]);
  });
});

describe("a restored server", () => {
  test("gets again what it had, in order, and counts each once", async () => {
    const { log, send, server, store } = setUp();
    const before = await log(3);
    await send();
    server.restore(NEXT_EPOCH);
    const after = await log(1);

    const outcome = await send();

    expect(outcome).toEqual({ ok: true, sent: 4 });
    expect(server.pushes().map((batch) => batch.map((one) => one.operation_id))).toEqual([
      before,
      after,
      before,
    ]);
    expect([...server.applied.values()]).toEqual([1, 1, 1, 1]);
    expect(await sentOf(store)).toHaveLength(4);
    expect((await sentOf(store)).every((record) => record.epoch === NEXT_EPOCH)).toBe(true);
  });
});
