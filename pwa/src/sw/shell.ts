/*
 * What the service worker answers, as a pure decision: the app shell and nothing else. Everything under
 * /api/ and every page the server renders (such as /ale/) goes to the network untouched.
 */

export interface Shell {
  /** Changes with every file of the build. */
  version: string;
  /** Addresses of the build's files; "/" is the document. */
  files: readonly string[];
}

export type ShellAnswer =
  /** The document, whatever the query or route. */
  | "document"
  /** A file of this build. */
  | "file"
  /** A hashed file of an earlier build, which a page that is still open may need. */
  | "earlier-file"
  | "network";

export function answerFor(
  request: { method: string; mode: string; url: string },
  origin: string,
  shell: Shell,
): ShellAnswer {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== origin) return "network";
  const isDocument = url.pathname === "/" || url.pathname === "/index.html";
  if (request.mode === "navigate") return isDocument ? "document" : "network";
  if (url.pathname !== "/" && shell.files.includes(url.pathname)) return "file";
  return url.pathname.startsWith("/assets/") ? "earlier-file" : "network";
}

const PREFIX = "shell-";

export function cacheName(shell: Shell): string {
  return PREFIX + shell.version;
}

/**
 * Caches to remove when this build becomes active: all of ours but this one and the one before it, whose
 * files a page that is still open may ask for. `names` come in the order they were made.
 */
export function outdatedCaches(names: readonly string[], shell: Shell): string[] {
  const earlier = names.filter((name) => name.startsWith(PREFIX) && name !== cacheName(shell));
  return earlier.slice(0, -1);
}
