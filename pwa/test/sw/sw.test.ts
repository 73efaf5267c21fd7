/* Runs the worker itself against a stand-in for its global scope. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

type Listener = (event: Record<string, unknown>) => void;

const ORIGIN = "https://trygglogg.invalid";
const listeners = new Map<string, Listener>();
const stored = new Map<string, Map<string, Response>>();
const skipWaiting = vi.fn(() => Promise.resolve());
let network: (url: string) => Response | Promise<Response>;

function pathOf(request: Request | string): string {
  return new URL(typeof request === "string" ? request : request.url, ORIGIN).pathname;
}

function cache(name: string) {
  const entries = stored.get(name) ?? new Map<string, Response>();
  stored.set(name, entries);
  return {
    addAll: async (requests: Request[]) => {
      const responses = await Promise.all(requests.map(async (request) => network(request.url)));
      if (responses.some((response) => !response.ok)) throw new TypeError("a file is missing");
      requests.forEach((request, index) => {
        const response = responses[index];
        if (response) entries.set(pathOf(request), response);
      });
    },
    match: (request: Request | string) => Promise.resolve(entries.get(pathOf(request))?.clone()),
  };
}

/** The worker's requests may name a path; Node's need an origin. */
class WorkerRequest extends Request {
  constructor(input: string, init?: RequestInit) {
    super(new URL(input, ORIGIN), init);
  }
}

beforeEach(async () => {
  stored.clear();
  listeners.clear();
  network = (url) => new Response(`network ${pathOf(url)}`);
  vi.stubGlobal("self", {
    location: { origin: ORIGIN },
    addEventListener: (type: string, listener: Listener) => listeners.set(type, listener),
    skipWaiting,
  });
  vi.stubGlobal("__SHELL__", { version: "new", files: ["/", "/assets/a.js"] });
  vi.stubGlobal("Request", WorkerRequest);
  vi.stubGlobal("fetch", (request: Request) => Promise.resolve(network(request.url)));
  vi.stubGlobal("caches", {
    open: (name: string) => Promise.resolve(cache(name)),
    keys: () => Promise.resolve([...stored.keys()]),
    delete: (name: string) => Promise.resolve(stored.delete(name)),
    match: async (request: Request) => {
      for (const name of stored.keys()) {
        const found = await cache(name).match(request);
        if (found) return found;
      }
      return undefined;
    },
  });
  vi.resetModules();
  // The worker has a program of its own (tsconfig.sw.json), so it is not imported by a known name here.
  const worker = "../../src/sw/sw.ts";
  await import(/* @vite-ignore */ worker);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

async function dispatch(type: string, event: Record<string, unknown> = {}): Promise<void> {
  const waits: Promise<unknown>[] = [];
  listeners.get(type)?.({ ...event, waitUntil: (work: Promise<unknown>) => waits.push(work) });
  await Promise.all(waits);
}

/** What the page gets; null: the worker left it to the browser. */
async function ask(path: string, mode = "cors"): Promise<string | null> {
  const answers: Promise<Response>[] = [];
  listeners.get("fetch")?.({
    request: { method: "GET", mode, url: new URL(path, ORIGIN).href },
    respondWith: (response: Promise<Response>) => answers.push(response),
  });
  const [answer] = answers;
  return answer === undefined ? null : (await answer).text();
}

describe("the worker", () => {
  test("after installing, the app starts with the server dead", async () => {
    await dispatch("install");
    network = () => Promise.reject(new TypeError("Failed to fetch"));

    expect(await ask("/", "navigate")).toBe("network /");
    expect(await ask("/?x=1", "navigate")).toBe("network /");
    expect(await ask("/assets/a.js")).toBe("network /assets/a.js");
  });

  test("a build with a file missing is not installed", async () => {
    network = (url) => new Response("", { status: url.endsWith("a.js") ? 404 : 200 });

    await expect(dispatch("install")).rejects.toThrow("a file is missing");
  });

  test("it does not answer for the API or for the server's own pages", async () => {
    await dispatch("install");

    expect(await ask("/api/v1/sync/pull")).toBeNull();
    expect(await ask("/ale/", "navigate")).toBeNull();
  });

  test("a file of the build before is still there for a page that is open", async () => {
    await cache("shell-older").addAll([new WorkerRequest("/assets/older.js")]);
    await cache("shell-old").addAll([new WorkerRequest("/assets/old.js")]);
    await dispatch("install");
    await dispatch("activate");
    network = () => new Response("gone");

    expect([...stored.keys()]).toEqual(["shell-old", "shell-new"]);
    expect(await ask("/assets/old.js")).toBe("network /assets/old.js");
    expect(await ask("/assets/older.js")).toBe("gone");
  });

  test("an evicted cache falls back to the network", async () => {
    expect(await ask("/", "navigate")).toBe("network /");
  });

  test("it takes over only when it is told to", async () => {
    await dispatch("install");
    await dispatch("activate");
    await dispatch("message", { data: "hello" });
    expect(skipWaiting).not.toHaveBeenCalled();

    await dispatch("message", { data: "skip-waiting" });

    expect(skipWaiting).toHaveBeenCalledTimes(1);
  });
});
