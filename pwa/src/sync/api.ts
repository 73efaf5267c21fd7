/*
 * The only place that calls fetch. A call answers with a value or a Problem; it never throws for what the
 * network or the server did. The CSRF token lives in memory and is fetched fresh before a push, so a queue
 * that waited for days passes too.
 */
import { isProblemBody, localProblem, parseProblem, type Problem } from "../domain/problem";
import type { ContributionsPage, ProgressRow } from "../domain/wire/progress";
import type { CitizenPromise } from "../domain/wire/promise";
import type { PullPage } from "../domain/wire/pull";
import type { PushAnswer, PushRequest } from "../domain/wire/push";
import type { Installation, Session } from "../domain/wire/session";
import type { ProgressQuery } from "../phone";
import {
  readContributions,
  readInstallation,
  readNothing,
  readPromisesPage,
  readPullPage,
  readPushAnswer,
  readRowsPage,
  readSession,
  type Page,
  type Reader,
} from "./answers";

export type ApiAnswer<T> =
  | { ok: true; value: T }
  | {
      ok: false;
      problem: Problem;
      /** What the server asked to wait, from Retry-After. */
      retryAfterMs: number | null;
    };

export interface Api {
  /** Asks nothing of who asks, so a stranger gets an answer and no 401. */
  installation: () => Promise<ApiAnswer<Installation>>;
  signIn: (email: string, password: string) => Promise<ApiAnswer<Session>>;
  session: () => Promise<ApiAnswer<Session>>;
  signOut: () => Promise<ApiAnswer<null>>;
  /**
   * Sends with the token of the author's session, fetched first where there is none in memory. Answers
   * `not-signed-in` without sending when the session is another person's.
   */
  push: (request: PushRequest, author_id: string) => Promise<ApiAnswer<PushAnswer>>;
  pull: (cursor: string | null) => Promise<ApiAnswer<PullPage>>;
  promises: () => Promise<ApiAnswer<CitizenPromise[]>>;
  progress: (promise_id: string, query: ProgressQuery) => Promise<ApiAnswer<ProgressRow[]>>;
  contributions: (
    commitment_id: string,
    query: ProgressQuery & { cursor?: string },
  ) => Promise<ApiAnswer<ContributionsPage>>;
}

export interface ApiOptions {
  /** The browser's own unless a test hands in another. */
  fetch?: typeof fetch;
  base?: string;
  timeoutMs?: number;
  now: () => Date;
}

/** A slow mobile net gets this long; a push of 100 operations takes the server well under a second. */
const TIMEOUT_MS = 30_000;

type Query = Readonly<Record<string, string | null | undefined>>;

interface Call {
  method?: "GET" | "POST" | "DELETE";
  query?: Query;
  body?: unknown;
  token?: string;
}

export function createApi(options: ApiOptions): Api {
  const base = options.base ?? "/api/v1";
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const request: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
  /** The token, and whose session it belongs to. Never stored. */
  let held: { token: string; user_id: string } | null = null;

  function hold(answer: ApiAnswer<Session>): ApiAnswer<Session> {
    if (answer.ok) {
      held = { token: answer.value.csrf_token, user_id: answer.value.user.id };
    } else if (answer.problem.slug === "not-signed-in") {
      held = null;
    }
    return answer;
  }

  async function call<T>(
    path: string,
    read: Reader<T>,
    { method = "GET", query = {}, body, token: csrf }: Call = {},
  ): Promise<ApiAnswer<T>> {
    const headers: Record<string, string> = {
      Accept: "application/json, application/problem+json",
    };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (csrf !== undefined) headers["X-CSRF-Token"] = csrf;
    let response: Response;
    let text: string;
    try {
      // The signal covers the body too: an answer that stops half-way is an answer that never came.
      response = await request(base + path + queryString(query), {
        method,
        headers,
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (error) {
      return failed(
        error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError")
          ? localProblem("timeout", `Inget svar inom ${timeoutMs / 1000} sekunder.`)
          : localProblem("network", "Servern gick inte att nå."),
      );
    }
    const value = parseJson(text);
    if (!response.ok) {
      return failed(
        isProblemBody(value)
          ? parseProblem(value)
          : withoutBody(response.status, response.statusText),
        retryAfterMs(response.headers.get("Retry-After"), options.now()),
      );
    }
    const answer = read(value);
    return answer === null
      ? failed(localProblem("malformed-answer", "Svaret hade inte den väntade formen."))
      : { ok: true, value: answer.value };
  }

  async function session(): Promise<ApiAnswer<Session>> {
    return hold(await call("/session", readSession));
  }

  /**
   * Calls with a token; one that turns out stale is replaced once. With `author_id` nothing is sent unless
   * the session is that person's, whoever has signed in meanwhile in another tab.
   */
  async function withToken<T>(
    send: (csrf: string) => Promise<ApiAnswer<T>>,
    author_id?: string,
  ): Promise<ApiAnswer<T>> {
    let isFresh = false;
    for (;;) {
      if (held === null || (author_id !== undefined && held.user_id !== author_id)) {
        const answer = await session();
        if (!answer.ok) return answer;
        if (author_id !== undefined && answer.value.user.id !== author_id) {
          return failed(someoneElse());
        }
        isFresh = true;
        continue;
      }
      const answer = await send(held.token);
      if (answer.ok || answer.problem.slug !== "csrf-failed" || isFresh) return answer;
      held = null;
    }
  }

  return {
    installation: () => call("/installation", readInstallation),
    session,
    signIn: async (email, password) =>
      hold(await call("/session", readSession, { method: "POST", body: { email, password } })),
    async signOut() {
      const answer = await withToken((csrf) =>
        call("/session", readNothing, { method: "DELETE", token: csrf }),
      );
      // No session to end is what signing out wants.
      const isOut = answer.ok || answer.problem.slug === "not-signed-in";
      if (isOut) held = null;
      return isOut ? { ok: true, value: null } : answer;
    },
    push: (request, author_id) =>
      withToken(
        (csrf) =>
          call("/sync/push", readPushAnswer, { method: "POST", body: request, token: csrf }),
        author_id,
      ),
    pull: (cursor) => call("/sync/pull", readPullPage, { query: { cursor } }),
    promises: () =>
      everyPage((cursor) =>
        call("/promises", readPromisesPage, { query: { cursor, limit: "500" } }),
      ),
    async progress(promise_id, query) {
      const answer = await call(
        `/promises/${encodeURIComponent(promise_id)}/progress`,
        readRowsPage,
        { query: { ...query } },
      );
      return answer.ok ? { ok: true, value: answer.value.items } : answer;
    },
    contributions: (commitment_id, query) =>
      call(`/commitments/${encodeURIComponent(commitment_id)}/contributions`, readContributions, {
        query: { ...query },
      }),
  };
}

async function everyPage<T>(
  page: (cursor: string | null) => Promise<ApiAnswer<Page<T>>>,
): Promise<ApiAnswer<T[]>> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const answer: ApiAnswer<Page<T>> = await page(cursor);
    if (!answer.ok) return answer;
    items.push(...answer.value.items);
    cursor = answer.value.next_cursor;
  } while (cursor !== null);
  return { ok: true, value: items };
}

function failed(
  problem: Problem,
  wait: number | null = null,
): { ok: false; problem: Problem; retryAfterMs: number | null } {
  return { ok: false, problem, retryAfterMs: wait };
}

/** The cookie belongs to someone else by now: nothing is sent under the wrong name. */
function someoneElse(): Problem {
  return {
    slug: "not-signed-in",
    title: "Någon annan är inloggad",
    status: 401,
    detail: null,
    request_id: null,
  };
}

function parseJson(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: a proxy's error page, or an answer cut off. The caller sees that it has no known form.
    return undefined;
  }
}

/** What a status means when a proxy or gateway answered instead of the server. */
function withoutBody(status: number, title: string): Problem {
  const common = { title: title || `HTTP ${status}`, status, detail: null, request_id: null };
  // A bare 401 or 413 is a gateway's, but means the same; all else is worth another try.
  if (status === 401) return { ...common, slug: "not-signed-in" };
  if (status === 413) return { ...common, slug: "too-large" };
  if (status === 429) return { ...common, slug: "too-many-requests" };
  if (status === 502 || status === 503 || status === 504) return { ...common, slug: "unavailable" };
  return { ...common, slug: status >= 500 ? "internal" : "unknown" };
}

/** Seconds or an HTTP date, as milliseconds from now; null where there is none to be read. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const ms = /^\s*\d+\s*$/.test(header)
    ? Number(header) * 1000
    : Date.parse(header) - now.getTime();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

function queryString(query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) params.set(name, value);
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
