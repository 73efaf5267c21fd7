/* What could identify somebody is pointed out while the person can still change it. */
import { expect, test } from "vitest";
import { weakHits } from "../../../src/domain/validate/texts";
import { speedCheck } from "../../support/entries";

test("weak hits are found in every text with their pointer, strong ones are not repeated", () => {
  const activity = speedCheck({
    place_name: "Bakom ABC 123",
    note: "811218-9876",
    fields: { topic: "DEF 456", vehicles_measured: 3 },
  });

  const hits = weakHits(activity, "GHJ 78K");

  expect(hits.map((hit) => hit.pointer)).toEqual([
    "#/reason",
    "#/activity/place_name",
    "#/activity/fields/topic",
  ]);
});
