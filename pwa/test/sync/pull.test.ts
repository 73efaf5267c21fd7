import { expect, test } from "vitest";
import { saveSession } from "../../src/store/session";
import { listPlaces, syncedState } from "../../src/store/synced";
import type { Store } from "../../src/store/open";
import { createApi } from "../../src/sync/api";
import { pull, type PullOutcome } from "../../src/sync/pull";
import { ANNA, BO, NEXT_EPOCH, place, session } from "../support/entries";
import { pathOf, pullPage, testServer, type TestServer } from "../support/server";
import { freshStore } from "../support/stores";

const now = (): Date => new Date("2026-10-24T20:00:00Z");

async function setUp(): Promise<{
  store: Store;
  server: TestServer;
  fetchAll: () => Promise<PullOutcome>;
}> {
  const store = freshStore();
  const server = testServer();
  await saveSession(store, session(), "2026-10-24T20:00:00Z");
  const api = createApi({ fetch: (...request) => server.fetch(...request), now, timeoutMs: 30 });
  return {
    store,
    server,
    fetchAll: () =>
      pull({ api, store, author_id: ANNA, now, retryAt: () => "", onPage: () => undefined }),
  };
}

const names = async (store: Store): Promise<string[]> =>
  (await listPlaces(store)).map((one) => one.id).sort();

test("the first pull has no cursor, the next one the cursor of the last page", async () => {
  const { server, fetchAll } = await setUp();
  server.pages.push(pullPage({ cursor: "a b&c" }));

  await fetchAll();
  await fetchAll();

  expect(server.requests.map((one) => one.path)).toEqual([
    "/sync/pull",
    "/sync/pull?cursor=a+b%26c",
  ]);
});

test("each page of changes is kept as it comes, so a broken run goes on where it stopped", async () => {
  const { store, server, fetchAll } = await setUp();
  server.pages.push(pullPage({ cursor: "1", has_more: true, places: [place({ id: "a" })] }));
  server.pages.push(pullPage({ cursor: "2", has_more: true, places: [place({ id: "b" })] }));
  const fetched = server.fetch;
  let count = 0;
  server.fetch = (...request) => {
    count += 1;
    return count === 3 ? Promise.reject(new TypeError("Failed to fetch")) : fetched(...request);
  };

  const broken = await fetchAll();

  expect(broken).toMatchObject({ ok: false, problem: { slug: "network" } });
  expect(await names(store)).toEqual(["a", "b"]);
  expect((await syncedState(store, ANNA))?.cursor).toBe("2");
  expect(await fetchAll()).toEqual({ ok: true });
});

test("a full send is swapped in when its last page has come, and not before", async () => {
  const { store, server, fetchAll } = await setUp();
  server.pages.push(pullPage({ cursor: "old", places: [place({ id: "old" })] }));
  await fetchAll();
  const first = pullPage({
    cursor: "r1",
    has_more: true,
    reset: true,
    places: [place({ id: "a" })],
  });
  server.pages.push(first, pullPage({ cursor: "r2", reset: true, places: [place({ id: "b" })] }));
  const fetched = server.fetch;
  let isBroken = true;
  server.fetch = (...request) =>
    isBroken && pathOf(request).endsWith("cursor=r1")
      ? Promise.reject(new TypeError("Failed to fetch"))
      : fetched(...request);

  expect((await fetchAll()).ok).toBe(false);
  expect(await names(store)).toEqual(["old"]);
  expect((await syncedState(store, ANNA))?.cursor).toBe("old");
  isBroken = false;
  server.pages.unshift(first);
  await fetchAll();

  expect(await names(store)).toEqual(["a", "b"]);
  expect((await syncedState(store, ANNA))?.cursor).toBe("r2");
});

test("a full send that begins anew under way leaves nothing of the first", async () => {
  const { store, server, fetchAll } = await setUp();
  server.pages.push(
    pullPage({ cursor: "r1", has_more: true, reset: true, places: [place({ id: "a" })] }),
    pullPage({ cursor: "n1", reset: true, epoch: NEXT_EPOCH, places: [place({ id: "b" })] }),
  );

  await fetchAll();

  expect(await names(store)).toEqual(["b"]);
});

test("it stops when another person has signed in meanwhile", async () => {
  const { store, server, fetchAll } = await setUp();
  server.pages.push(pullPage({ has_more: true, places: [place()] }), pullPage());
  const fetched = server.fetch;
  server.fetch = async (...request) => {
    await saveSession(store, session(BO), "2026-10-24T20:00:00Z");
    return fetched(...request);
  };

  expect(await fetchAll()).toEqual({ ok: true, stopped: true });
  expect(await names(store)).toEqual([]);
  expect(server.requests).toHaveLength(1);
});

test("a server that never ends is left", async () => {
  const { server, fetchAll } = await setUp();
  server.fetch = () => Promise.resolve(Response.json(pullPage({ has_more: true, reset: true })));

  expect(await fetchAll()).toMatchObject({ ok: false, problem: { slug: "malformed-answer" } });
});
