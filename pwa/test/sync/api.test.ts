import { describe, expect, test } from "vitest";
import { composeLog } from "../../src/domain/operation";
import { createApi, retryAfterMs, type Api } from "../../src/sync/api";
import { ANNA, BO, session, speedCheck, testClock } from "../support/entries";
import { testServer, type TestServer } from "../support/server";

const clock = testClock();
const now = (): Date => new Date("2026-10-24T20:00:00Z");

function connect(server: TestServer): Api {
  return createApi({ fetch: server.fetch, now, timeoutMs: 20 });
}

const request = () => ({
  device_id: "d",
  device_time: "2026-10-24T20:00:00Z",
  operations: [composeLog(speedCheck(), clock)],
});

async function slug(answer: Promise<{ ok: boolean }>): Promise<string> {
  const settled = (await answer) as { ok: boolean; problem?: { slug: string } };
  return settled.problem?.slug ?? "ok";
}

describe("an answer or a problem, never an exception", () => {
  test("no network", async () => {
    const server = testServer();
    server.faults.push({ path: /session/, fault: "offline" });

    expect(await slug(connect(server).session())).toBe("network");
  });

  test("no answer in time", async () => {
    const server = testServer();
    server.faults.push({ path: /session/, fault: "silent" });

    expect(await slug(connect(server).session())).toBe("timeout");
  });

  test("a problem body, with what Retry-After says", async () => {
    const server = testServer();
    const body = { type: "/problems/unavailable", title: "Vänta", status: 503 };
    server.faults.push({
      path: /pull/,
      fault: { status: 503, headers: { "Retry-After": "120" }, body },
    });

    expect(await connect(server).pull(null)).toMatchObject({
      ok: false,
      problem: { slug: "unavailable", title: "Vänta" },
      retryAfterMs: 120_000,
    });
  });

  test.each([
    [401, "not-signed-in"],
    [413, "too-large"],
    [429, "too-many-requests"],
    [500, "internal"],
    [502, "unavailable"],
    [504, "unavailable"],
    [418, "unknown"],
  ])("a gateway's own %i page is %s", async (status, expected) => {
    const server = testServer();
    server.faults.push({ path: /pull/, fault: { status, body: "<html>nej</html>" } });

    expect(await slug(connect(server).pull(null))).toBe(expected);
  });

  test("a captive portal's page with status 200 is not an answer", async () => {
    const server = testServer();
    server.faults.push({ path: /pull/, fault: { status: 200, body: "<html>Wi-Fi</html>" } });

    expect(await slug(connect(server).pull(null))).toBe("malformed-answer");
  });

  test("an answer cut off on its way is not an answer", async () => {
    const server = testServer();
    server.faults.push({ path: /push/, fault: { status: 200, body: '{"results": [{"opera' } });
    const api = connect(server);
    await api.session();

    expect(await slug(api.push(request(), ANNA))).toBe("malformed-answer");
  });
});

describe("the token", () => {
  test("is fetched before the first push, and then kept in memory", async () => {
    const server = testServer();
    const api = connect(server);

    expect(await slug(api.push(request(), ANNA))).toBe("ok");
    expect(await slug(api.push(request(), ANNA))).toBe("ok");

    expect(server.requests.map((one) => `${one.method} ${one.path}`)).toEqual([
      "GET /session",
      "POST /sync/push",
      "POST /sync/push",
    ]);
  });

  test("a stale one is replaced once, and the push goes through", async () => {
    const server = testServer();
    const api = connect(server);
    await api.session();
    server.cookie = session(ANNA, { csrf_token: "renewed" });

    expect(await slug(api.push(request(), ANNA))).toBe("ok");
  });

  test("a server that refuses every token is not asked for ever", async () => {
    const server = testServer();
    const api = connect(server);
    const body = { type: "/problems/csrf-failed", title: "Nej", status: 403 };
    for (let count = 0; count < 3; count += 1) {
      server.faults.push({ path: /push/, fault: { status: 403, body } });
    }

    expect(await slug(api.push(request(), ANNA))).toBe("csrf-failed");
    expect(server.pushes().length).toBeLessThanOrEqual(2);
  });

  test("nothing is sent when the session is another person's", async () => {
    const server = testServer();
    server.cookie = session(BO);
    const api = connect(server);

    expect(await slug(api.push(request(), ANNA))).toBe("not-signed-in");
    expect(server.pushes()).toEqual([]);
  });

  test("nothing is sent when another person signs in between two pushes", async () => {
    const server = testServer();
    const api = connect(server);
    await api.push(request(), ANNA);
    server.cookie = session(BO);

    expect(await slug(api.push(request(), ANNA))).toBe("not-signed-in");
    expect(server.applied.size).toBe(1);
  });
});

describe("the session", () => {
  test("signing in and out", async () => {
    const server = testServer();
    server.cookie = null;
    const api = connect(server);

    expect(await slug(api.signIn("fel@annan.invalid", "x"))).toBe("wrong-credentials");
    expect(await slug(api.signIn("polis@demo.invalid", "x"))).toBe("ok");
    expect(await slug(api.signOut())).toBe("ok");
    expect(server.cookie).toBeNull();
    expect(await slug(api.session())).toBe("not-signed-in");
  });

  test("signing out where nobody is signed in is done", async () => {
    const server = testServer();
    server.cookie = null;

    expect(await slug(connect(server).signOut())).toBe("ok");
  });
});

test("lists are fetched to their end", async () => {
  const server = testServer();
  const promise = { id: "p", municipality_code: "1440", label: "2026" };
  server.faults.push({
    path: /promises/,
    fault: { status: 200, body: { items: [promise], next_cursor: "more" } },
  });
  server.faults.push({ path: /promises/, fault: { status: 200, body: { items: [promise] } } });

  const answer = await connect(server).promises();

  expect(answer.ok && answer.value).toHaveLength(2);
  expect(server.requests.map((one) => one.path)).toEqual([
    "/promises?limit=500",
    "/promises?cursor=more&limit=500",
  ]);
});

test("progress and contributions carry their questions", async () => {
  const server = testServer();
  const row = { commitment_id: "c", status: "met", low: 33 };
  server.faults.push({ path: /progress/, fault: { status: 200, body: { items: [row] } } });
  server.faults.push({
    path: /contributions/,
    fault: { status: 200, body: { items: [{ kind: "speed_check", precision: "full" }], row } },
  });
  const api = connect(server);

  const progress = await api.progress("p/1", { window: "2020-T1" });
  const contributions = await api.contributions("c", { until: "2020-12-31", cursor: "x" });

  expect(progress).toMatchObject({ ok: true, value: [{ low: 33, high: null, series: [] }] });
  expect(contributions).toMatchObject({
    ok: true,
    value: { items: [{ why: [] }], next_cursor: null, row: { status: "met" } },
  });
  expect(server.requests.map((one) => one.path)).toEqual([
    "/promises/p%2F1/progress?window=2020-T1",
    "/commitments/c/contributions?until=2020-12-31&cursor=x",
  ]);
});

test("Retry-After is seconds or a date, and nothing else", () => {
  expect(retryAfterMs("30", now())).toBe(30_000);
  expect(retryAfterMs("Sat, 24 Oct 2026 20:01:00 GMT", now())).toBe(60_000);
  expect(retryAfterMs("Sat, 24 Oct 2026 19:00:00 GMT", now())).toBe(0);
  expect(retryAfterMs("snart", now())).toBeNull();
  expect(retryAfterMs(null, now())).toBeNull();
});
