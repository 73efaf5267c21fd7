import { expect, test } from "vitest";
import { backoffMs } from "../../src/sync/backoff";

test("doubles from five seconds to ten minutes", () => {
  const waits = [1, 2, 3, 4, 20, 1_000].map((failures) => backoffMs(failures, () => 1));

  expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 600_000, 600_000]);
});

test("jitter takes away at most half", () => {
  expect(backoffMs(3, () => 0)).toBe(10_000);
  expect(backoffMs(3, () => 0.5)).toBe(15_000);
});

test("what the server asks for is the least, up to an hour", () => {
  expect(backoffMs(1, () => 1, 90_000)).toBe(90_000);
  expect(backoffMs(1, () => 1, 86_400_000)).toBe(3_600_000);
  expect(backoffMs(1, () => 1, 0)).toBe(5_000);
});
