import { expect, test } from "vitest";
import { readCount } from "../../src/ui/stepper";

test("an emptied box is not counted, and 0 is 0", () => {
  expect(readCount("")).toBeNull();
  expect(readCount("0")).toBe(0);
  expect(readCount(" 12 st")).toBe(12);
});
