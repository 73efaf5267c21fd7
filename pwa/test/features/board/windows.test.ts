import { expect, test } from "vitest";
import { sitsAtDesk } from "../../../src/features/board/desk";
import { problemSentence } from "../../../src/features/board/problem-words";
import { windowOptions } from "../../../src/features/board/windows";
import type { Problem } from "../../../src/domain/problem";
import type { Session } from "../../../src/domain/wire";
import { sv } from "../../../src/ui/messages.sv";
import { membership, promise } from "../examples";

test("periods lie inside the promise and have begun", () => {
  const running = promise({ starts_on: "2025-06-01", ends_on: null });
  expect(windowOptions(running, "2026-05-02", sv).map(({ code }) => code)).toEqual([
    "",
    "all",
    "2026",
    "2026-T1",
    "2026-T2",
    "2025",
    "2025-T2",
    "2025-T3",
  ]);
});

test("a promise that has ended offers its own years, whatever day it is", () => {
  expect(windowOptions(promise(), "2026-05-02", sv).map(({ code }) => code)).toEqual([
    "",
    "all",
    "2020",
    "2020-T1",
    "2020-T2",
    "2020-T3",
  ]);
});

test("a coordinator sits at the desk of their own municipality only", () => {
  const session = { memberships: [membership({ role: "coordinator" })] } as Session;
  expect(sitsAtDesk(session, "1440")).toBe(true);
  expect(sitsAtDesk(session, "1492")).toBe(false);
  expect(sitsAtDesk({ memberships: [membership()] } as Session, "1440")).toBe(false);
  expect(sitsAtDesk(null, "1440")).toBe(false);
});

test("every failure has a sentence, and the net is named when it is the net", () => {
  const problem = (slug: "network" | "not-found" | "internal"): Problem => ({
    slug,
    title: "",
    status: 0,
    detail: null,
    request_id: null,
  });
  expect(problemSentence(problem("network"), sv)).toBe(sv.board.offline);
  expect(problemSentence(problem("not-found"), sv)).toBe(sv.board.notFound);
  expect(problemSentence(problem("internal"), sv)).toBe(sv.board.failed);
});
