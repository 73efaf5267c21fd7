import { expect, test } from "vitest";
import { filledPercent } from "../../src/ui/meter";

test("the bar is full at the target and never more", () => {
  expect(filledPercent(33, 20)).toBe(100);
  expect(filledPercent(19, 20)).toBe(95);
  expect(filledPercent(199, 200)).toBe(99);
  expect(filledPercent(0, 20)).toBe(0);
  expect(filledPercent(3, 0)).toBe(0);
});
