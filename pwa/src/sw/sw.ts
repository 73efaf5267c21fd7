/*
 * The app shell under a build-hash name, so that the app starts without the network. It never answers
 * /api/, never syncs, and never takes over by itself: a new build waits until a person says yes.
 */
import { answerFor, cacheName, outdatedCaches, type Shell } from "./shell";

declare const self: ServiceWorkerGlobalScope;
/** Put in by vite.sw.config.ts: the files of the build and the hash of their content. */
declare const __SHELL__: Shell;

const shell = __SHELL__;
/** The server may answer with Vary; the same file is the same file whatever was asked with. */
const anyVary: CacheQueryOptions = { ignoreVary: true };

self.addEventListener("install", (event) => {
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(removeOutdated());
});

self.addEventListener("fetch", (event) => {
  switch (answerFor(event.request, self.location.origin, shell)) {
    case "document":
      event.respondWith(fromShell("/", event.request));
      return;
    case "file":
      event.respondWith(fromShell(new URL(event.request.url).pathname, event.request));
      return;
    case "earlier-file":
      event.respondWith(fromAnyBuild(event.request));
      return;
    case "network":
      return;
  }
});

self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") void self.skipWaiting();
});

/** All or nothing: a shell with a file missing would be a page that does not start. */
async function install(): Promise<void> {
  const cache = await caches.open(cacheName(shell));
  // Past the HTTP cache, so that a document of an earlier build never enters this one.
  await cache.addAll(shell.files.map((file) => new Request(file, { cache: "reload" })));
}

async function removeOutdated(): Promise<void> {
  const names = outdatedCaches(await caches.keys(), shell);
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function fromShell(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName(shell));
  return (await cache.match(path, anyVary)) ?? fetch(request);
}

async function fromAnyBuild(request: Request): Promise<Response> {
  return (await caches.match(request, anyVary)) ?? fetch(request);
}
