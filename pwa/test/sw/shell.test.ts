import { describe, expect, test } from "vitest";
import { answerFor, cacheName, outdatedCaches } from "../../src/sw/shell";

const shell = { version: "abc", files: ["/", "/assets/index-1.js", "/manifest.webmanifest"] };
const ORIGIN = "https://trygglogg.invalid";

function answer(path: string, part: { method?: string; mode?: string } = {}): string {
  const request = { method: "GET", mode: "cors", url: new URL(path, ORIGIN).href, ...part };
  return answerFor(request, ORIGIN, shell);
}

describe("what the service worker answers", () => {
  test.each(["/", "/index.html", "/?source=pwa", "/#/skriv-in/speed_check"])(
    "opening %s is the shell's document",
    (path) => {
      expect(answer(path, { mode: "navigate" })).toBe("document");
    },
  );

  test.each(["/ale/", "/kungalv/", "/healthz", "/api/v1/session", "/logga-in"])(
    "opening %s goes to the network",
    (path) => {
      expect(answer(path, { mode: "navigate" })).toBe("network");
    },
  );

  test.each(["/api/v1/sync/pull", "/api/v1/session", "/sw.js", "/ale/stil.css", "/"])(
    "fetching %s goes to the network",
    (path) => {
      expect(answer(path)).toBe("network");
    },
  );

  test("files of this build are its own, other hashed files may be an earlier build's", () => {
    expect(answer("/assets/index-1.js")).toBe("file");
    expect(answer("/manifest.webmanifest")).toBe("file");
    expect(answer("/assets/index-0.js")).toBe("earlier-file");
  });

  test("what is sent, and what stands elsewhere, is left alone", () => {
    expect(answer("/", { method: "POST", mode: "navigate" })).toBe("network");
    expect(answer("/assets/index-1.js", { method: "HEAD" })).toBe("network");
    expect(answer("https://elsewhere.invalid/assets/index-1.js")).toBe("network");
  });
});

test("this build and the one before are kept, and caches of others are left alone", () => {
  expect(cacheName(shell)).toBe("shell-abc");
  expect(outdatedCaches(["shell-1", "other", "shell-2", "shell-abc"], shell)).toEqual(["shell-1"]);
  expect(outdatedCaches(["shell-2", "shell-abc"], shell)).toEqual([]);
  expect(outdatedCaches(["shell-abc"], shell)).toEqual([]);
});
