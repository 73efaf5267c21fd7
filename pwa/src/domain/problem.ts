/*
 * Everything that can go wrong with a request or an operation, as one union on the slug. The server's
 * RFC 9457 body is parsed here; what never reached the server (no network, no answer in time, an answer
 * that is not ours) gets slugs of the phone's own, so the rest of the code meets one error type.
 */

export interface FieldError {
  /** JSON pointer as a URI fragment, relative to the operation, e.g. "#/activity/outcomes/licence_seized". */
  pointer: string;
  detail: string;
}

/** The body as it stands on the wire. */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail?: string | null;
  instance?: string | null;
  request_id?: string | null;
  errors?: FieldError[] | null;
  current_revision?: number | null;
}

interface ProblemCommon {
  title: string;
  status: number;
  detail: string | null;
  request_id: string | null;
}

/** Slugs without members of their own. */
export const PLAIN_SLUGS = [
  "not-signed-in",
  "wrong-credentials",
  "not-allowed",
  "csrf-failed",
  "not-found",
  "already-exists",
  "operation-reused",
  "base-rejected",
  "unsupported-client",
  "malformed-json",
  "too-large",
  "too-many-requests",
  "method-not-allowed",
  "unsupported-media-type",
  "internal",
  "unavailable",
  // The phone's own.
  "network",
  "timeout",
  "malformed-answer",
  "unknown",
] as const;
export type PlainSlug = (typeof PLAIN_SLUGS)[number];

export type Problem = ProblemCommon &
  (
    | { slug: PlainSlug }
    | { slug: "invalid-input" | "invalid-counting-rule"; errors: FieldError[] }
    | { slug: "stale-revision"; current_revision: number | null }
  );

export type ProblemSlug = Problem["slug"];

/** The slug at the end of a problem's type, or null where the address is not of that form. */
export function slugOf(type: string): string | null {
  return /\/problems\/([a-z0-9-]+)$/.exec(type)?.[1] ?? null;
}

function isPlainSlug(slug: string | null): slug is PlainSlug {
  return PLAIN_SLUGS.some((known) => known === slug);
}

function isFieldError(value: unknown): value is FieldError {
  return (
    typeof value === "object" &&
    value !== null &&
    "pointer" in value &&
    "detail" in value &&
    typeof value.pointer === "string" &&
    typeof value.detail === "string"
  );
}

/**
 * Turns a problem body into the union. A slug this version does not know becomes "unknown" and keeps its
 * title and detail, so that an older phone still shows what a newer server says.
 */
export function parseProblem(body: ProblemBody): Problem {
  const slug = slugOf(body.type);
  const common: ProblemCommon = {
    title: body.title,
    status: body.status,
    detail: body.detail ?? null,
    request_id: body.request_id ?? null,
  };
  if (slug === "invalid-input" || slug === "invalid-counting-rule") {
    return { ...common, slug, errors: (body.errors ?? []).filter(isFieldError) };
  }
  if (slug === "stale-revision") {
    return { ...common, slug, current_revision: body.current_revision ?? null };
  }
  return { ...common, slug: isPlainSlug(slug) ? slug : "unknown" };
}

/** True for something that has the members a problem body must have. */
export function isProblemBody(value: unknown): value is ProblemBody {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    "title" in value &&
    "status" in value &&
    typeof value.type === "string" &&
    typeof value.title === "string" &&
    typeof value.status === "number"
  );
}

/** A problem that arose on the phone; status 0 says that no server answered. */
export function localProblem(
  slug: "network" | "timeout" | "malformed-answer",
  detail: string,
): Problem {
  const titles = {
    network: "Ingen kontakt med servern",
    timeout: "Servern svarade inte i tid",
    "malformed-answer": "Svaret gick inte att läsa",
  } as const;
  return { slug, title: titles[slug], status: 0, detail, request_id: null };
}
