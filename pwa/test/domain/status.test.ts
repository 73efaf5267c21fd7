import { expect, test } from "vitest";
import { statusOf } from "../../src/domain/status";

test("an entry without anything unsent is sent", () => {
  expect(statusOf([])).toBe("sent");
});

test("what needs a person is told first, then what has not left the phone", () => {
  expect(statusOf(["waiting", "on-phone", "needs-attention"])).toBe("needs-attention");
  expect(statusOf(["waiting", "on-phone"])).toBe("on-phone");
  expect(statusOf(["waiting"])).toBe("waiting");
});
