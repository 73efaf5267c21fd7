/*
 * A server that keeps receipts as the real one does, behind a fetch that can fail in every way a net can:
 * before the request arrives, after it was carried out, by silence, by status.
 */
import type { Operation } from "../../src/domain/wire/operation";
import type { PullPage, SyncedActivity } from "../../src/domain/wire/pull";
import type { PushRequest, PushResult } from "../../src/domain/wire/push";
import type { Session } from "../../src/domain/wire/session";
import { ANNA, EPOCH, session, synced } from "./entries";

export function pullPage(part: Partial<PullPage> = {}): PullPage {
  return {
    cursor: "cursor-1",
    has_more: false,
    reset: false,
    epoch: EPOCH,
    server_time: "2026-10-24T20:00:00+00:00",
    catalogue: null,
    places: [],
    wishes: [],
    units: [],
    promises: [],
    progress: [],
    activities: [],
    receipts: [],
    ...part,
  };
}

export type Fault =
  /** The request never arrives. */
  | "offline"
  /** The request is carried out, and the answer is lost. */
  | "lost"
  /** Nothing comes before the caller gives up. */
  | "silent"
  | { status: number; headers?: Record<string, string>; body?: unknown };

export interface TestServer {
  fetch: typeof fetch;
  /** What each coming request meets, first to last; after that all is well. Only for paths that match. */
  faults: { path: RegExp; fault: Fault }[];
  /** Every request that arrived: method, path and body. */
  requests: { method: string; path: string; body: unknown }[];
  /** Who the cookie belongs to; null: nobody. */
  cookie: Session | null;
  epoch: string;
  /** Results that operations are to get instead of `applied`. */
  verdicts: Map<string, Partial<PushResult> & { status: PushResult["status"] }>;
  /** activity_id → how many times it was applied. */
  applied: Map<string, number>;
  receipts: Map<string, PushResult>;
  /** The server takes no more than this in one push. */
  limit: number;
  /** Operations that make the whole request be refused. */
  poison: Set<string>;
  /** The pages of the next pulls; after those, own entries in one page. */
  pages: PullPage[];
  /** The database is restored from before everything. */
  restore: (epoch: string) => void;
  pushes: () => Operation[][];
}

/** The address a request goes to. */
export function pathOf([input]: Parameters<typeof fetch>): string {
  return input instanceof Request ? input.url : input.toString();
}

function problem(slug: string, status: number, extra: object = {}): Response {
  return Response.json(
    { type: `https://x.invalid/problems/${slug}`, title: slug, status, ...extra },
    { status, headers: { "Content-Type": "application/problem+json" } },
  );
}

export function testServer(): TestServer {
  const activities = new Map<string, SyncedActivity>();

  function apply(operation: Operation): PushResult {
    const known = server.receipts.get(operation.operation_id);
    if (known !== undefined) return known;
    const verdict = server.verdicts.get(operation.operation_id);
    const id =
      operation.type === "move_activity" ? operation.new_activity_id : operation.activity_id;
    const revision = (activities.get(id)?.revision ?? 0) + 1;
    const result: PushResult = {
      operation_id: operation.operation_id,
      status: "applied",
      activity_id: operation.activity_id,
      revision,
      receipt: `${1000 + server.receipts.size}-${revision}`,
      counted_for: [],
      clashes: [],
      flags: [],
      ...verdict,
    };
    if (result.status === "failed") return result;
    server.receipts.set(operation.operation_id, result);
    if (result.status !== "applied") return result;
    server.applied.set(id, (server.applied.get(id) ?? 0) + 1);
    const before = activities.get(id);
    activities.set(
      id,
      synced({
        activity_id: id,
        revision,
        municipality_code: operation.municipality_code,
        is_void: operation.type === "void_activity",
        ...("activity" in operation
          ? { activity: operation.activity }
          : before === undefined
            ? {}
            : { activity: before.activity }),
      }),
    );
    return result;
  }

  function answer(method: string, path: string, body: unknown, token: string | null): Response {
    if (path === "/session" && method === "POST") {
      const { email } = body as { email: string };
      if (!email.endsWith("@demo.invalid")) return problem("wrong-credentials", 401);
      server.cookie = session(ANNA);
    }
    if (path === "/installation") {
      return Response.json({ is_demo: true, is_signed_in: server.cookie !== null });
    }
    if (server.cookie === null) return problem("not-signed-in", 401);
    if (path === "/session" && method !== "DELETE") {
      return Response.json({ ...server.cookie, epoch: server.epoch });
    }
    if (method !== "GET" && token !== server.cookie.csrf_token) return problem("csrf-failed", 403);
    if (path === "/session") {
      server.cookie = null;
      return new Response(null, { status: 204 });
    }
    if (path === "/sync/push") {
      const { operations } = body as PushRequest;
      if (operations.length > server.limit) return problem("too-large", 413);
      if (operations.some((operation) => server.poison.has(operation.operation_id))) {
        return problem("invalid-input", 422, {
          errors: [{ pointer: "#/operations/0", detail: "Går inte att läsa." }],
        });
      }
      return Response.json({
        results: operations.map(apply),
        server_time: "2026-10-24T20:00:02+00:00",
        epoch: server.epoch,
      });
    }
    if (path === "/sync/pull") {
      const page = server.pages.shift();
      return Response.json(
        page ?? pullPage({ epoch: server.epoch, activities: [...activities.values()] }),
      );
    }
    return problem("not-found", 404);
  }

  const server: TestServer = {
    faults: [],
    requests: [],
    cookie: session(ANNA),
    epoch: EPOCH,
    verdicts: new Map(),
    applied: new Map(),
    receipts: new Map(),
    limit: 200,
    poison: new Set(),
    pages: [],
    restore(epoch) {
      server.epoch = epoch;
      server.receipts.clear();
      server.applied.clear();
      activities.clear();
    },
    pushes: () =>
      server.requests
        .filter((request) => request.path === "/sync/push")
        .map((request) => (request.body as PushRequest).operations),
    async fetch(...request) {
      const [, init = {}] = request;
      const url = new URL(pathOf(request), "https://x.invalid");
      const path = url.pathname.replace("/api/v1", "");
      const method = init.method ?? "GET";
      const at = server.faults.findIndex((one) => one.path.test(path));
      const fault = at < 0 ? undefined : server.faults.splice(at, 1)[0]?.fault;
      if (fault === "offline") throw new TypeError("Failed to fetch");
      if (fault === "silent") {
        return new Promise((_, reject) => {
          init.signal?.addEventListener("abort", () => reject(init.signal?.reason as Error));
        });
      }
      const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : null;
      server.requests.push({ method, path: path + url.search, body });
      if (typeof fault === "object") {
        const { status, headers = {}, body: sent = "" } = fault;
        return typeof sent === "string"
          ? new Response(sent, { status, headers })
          : Response.json(sent, { status, headers });
      }
      const response = answer(method, path, body, new Headers(init.headers).get("X-CSRF-Token"));
      // The body is on its way when the net breaks.
      if (fault === "lost") throw new TypeError("Failed to fetch");
      await Promise.resolve();
      return response;
    },
  };
  return server;
}
