import { expect, test } from "vitest";
import { windowOptions } from "../../../src/features/board/windows";
import { sv } from "../../../src/ui/messages.sv";
import { promise } from "../examples";

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
