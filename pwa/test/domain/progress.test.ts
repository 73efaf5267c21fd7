import { expect, test } from "vitest";
import { barShare, numberText, PROGRESS_WORDS, progressText } from "../../src/domain/progress";
import type { Adjustment } from "../../src/domain/wire";
import { row } from "../support/entries";

const noResult: Adjustment = {
  low: 0,
  high: null,
  qualifier: null,
  words: "inget resultat i källan",
  kinds: ["narcotics_operation"],
  starts_on: "2020-01-01",
  ends_on: "2020-12-31",
};

test("the number stands with the promise beside it", () => {
  expect(progressText(row({ low: 33, high: 33, target: 20 }))).toBe("33 (löftet: minst 20)");
  expect(progressText(row({ low: 4, high: 4 }))).toBe("4");
});

test("what is not known exactly is never written as if it were", () => {
  expect(numberText(row({ low: 201 }))).toBe("minst 201");
  expect(numberText(row({ low: 4, high: 6 }))).toBe("4–6");
  expect(numberText(row({ low: 0, adjustments: [noResult] }))).toBe("inget resultat i källan");
  expect(numberText(row({ low: 0 }))).toBe("okänt antal");
});

test("nothing counted is no number", () => {
  expect(progressText(row({ target: 20 }))).toBeNull();
});

test("the bar ends at full", () => {
  expect(barShare(row({ low: 33, target: 20 }))).toBe(1);
  expect(barShare(row({ low: 5, target: 20 }))).toBe(0.25);
  expect(barShare(row({ low: 5 }))).toBeNull();
  expect(barShare(row({ target: 20 }))).toBeNull();
});

test("every status has its word", () => {
  expect(PROGRESS_WORDS.undecided).toBe("Går inte att avgöra");
  expect(new Set(Object.values(PROGRESS_WORDS)).size).toBe(10);
});
