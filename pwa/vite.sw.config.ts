/* Builds src/sw/sw.ts into one classic script at the root of dist, with the list of files the shell is made of. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { defineConfig } from "vite";

const dist = join(import.meta.dirname, "dist");

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

function isPartOfShell(path: string): boolean {
  return !/(^|\/)(sw\.js|.*\.(map|gz|br))$/.test(path);
}

/** The field shell must load on a weak net: what the document names, script and style, as gzip. */
const FIRST_LOAD_LIMIT = 60_000;

function checkFirstLoad(): void {
  const html = readFileSync(join(dist, "index.html"), "utf8");
  const named = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)];
  const size = named.reduce(
    (sum, [, path = ""]) => sum + gzipSync(readFileSync(join(dist, path)), { level: 9 }).length,
    0,
  );
  if (size > FIRST_LOAD_LIMIT) {
    throw new Error(`The first load is ${size} bytes of gzip; the limit is ${FIRST_LOAD_LIMIT}.`);
  }
}

export default defineConfig(() => {
  checkFirstLoad();
  const paths = filesUnder(dist)
    .map((path) => relative(dist, path).split(sep).join("/"))
    .filter(isPartOfShell)
    .sort();
  const hash = createHash("sha256");
  for (const path of paths) hash.update(path).update(readFileSync(join(dist, path)));
  const shell = {
    version: hash.digest("hex").slice(0, 12),
    files: paths.map((path) => (path === "index.html" ? "/" : `/${path}`)),
  };
  return {
    base: "/",
    publicDir: false as const,
    define: { __SHELL__: JSON.stringify(shell) },
    build: {
      outDir: "dist",
      emptyOutDir: false,
      target: ["es2022", "safari16", "firefox115", "chrome111"],
      rolldownOptions: {
        input: join(import.meta.dirname, "src/sw/sw.ts"),
        output: { format: "iife" as const, entryFileNames: "sw.js" },
      },
    },
  };
});
