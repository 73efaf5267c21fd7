import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { boot } from "../src/boot";
import { openStore } from "../src/store/open";
import { saveSession } from "../src/store/session";
import { session } from "./support/entries";
import { pathOf, testServer, type TestServer } from "./support/server";

let page: EventTarget;
let server: TestServer;
const order: string[] = [];

beforeEach(() => {
  order.length = 0;
  page = new EventTarget();
  server = testServer();
  const shown = Object.assign(new EventTarget(), { visibilityState: "visible" });
  vi.stubGlobal("window", Object.assign(page, { setTimeout: vi.fn(), clearTimeout: vi.fn() }));
  vi.stubGlobal("document", shown);
  vi.stubGlobal("navigator", { storage: { persist: () => Promise.resolve(true) } });
  vi.stubGlobal(
    "BroadcastChannel",
    class extends EventTarget {
      postMessage(): void {
        // No other tab is there to hear.
      }
    },
  );
  vi.stubGlobal("fetch", (...request: Parameters<typeof fetch>) => {
    order.push(pathOf(request));
    return server.fetch(...request);
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  indexedDB.deleteDatabase("trygglogg");
});

const show = (): void => {
  order.push("first screen");
};

test("a phone that remembers shows its first screen before it asks the server anything", async () => {
  const store = openStore();
  await saveSession(store, session(), "2026-10-24T20:00:00Z");
  store.close();

  const phone = await boot({ show, appVersion: "test" });
  expect(phone.signedIn.get()).not.toBeNull();
  await vi.waitFor(() => expect(order).toContain("/api/v1/sync/pull"));

  expect(order[0]).toBe("first screen");
  await vi.waitFor(() => expect(phone.sync.get().phase).toBe("idle"));
});

test("where nobody is known a stranger is not asked who they are", async () => {
  server.cookie = null;

  const phone = await boot({ show, appVersion: "test" });

  await vi.waitFor(() => expect(phone.isDemo.get()).toBe(true));
  expect(order).toEqual(["first screen", "/api/v1/installation"]);
  expect(phone.sync.get().needsSignIn).toBe(true);
});

test("where nobody is known but the cookie is, the app goes on as that person", async () => {
  const phone = await boot({ show, appVersion: "test" });

  await vi.waitFor(() => expect(phone.signedIn.get()).toMatchObject({ confirmed: true }));
  await vi.waitFor(() => expect(order).toContain("/api/v1/sync/pull"));
  await vi.waitFor(() => expect(phone.sync.get().phase).toBe("idle"));
});

test("without storage the first screen still comes, and says why", async () => {
  vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  });

  const phone = await boot({ show, appVersion: "test" });

  expect(order[0]).toBe("first screen");
  expect(phone.storage.get().phase).toBe("unavailable");
});

test("the browser's hints start a run", async () => {
  const phone = await boot({ show, appVersion: "test" });
  await phone.signIn("polis@demo.invalid", "x");
  await vi.waitFor(() => expect(phone.sync.get().phase).toBe("idle"));

  for (const hint of [
    new Event("online"),
    new Event("focus"),
    Object.assign(new Event("pageshow"), { persisted: true }),
  ]) {
    order.length = 0;
    page.dispatchEvent(hint);
    await vi.waitFor(() => expect(order.join()).toContain("/sync/pull"));
    await vi.waitFor(() => expect(phone.sync.get().phase).toBe("idle"));
  }
  order.length = 0;
  document.dispatchEvent(new Event("visibilitychange"));

  await vi.waitFor(() => expect(order.join()).toContain("/sync/pull"));
  await vi.waitFor(() => expect(phone.sync.get().phase).toBe("idle"));
});
