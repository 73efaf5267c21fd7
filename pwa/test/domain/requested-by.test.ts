import { expect, test } from "vitest";
import { proposeRequestedBy } from "../../src/domain/requested-by";
import { wish } from "../support/entries";

const entry = { kind: "speed_check", place_id: "place-nol", service_date: "2026-10-24" };

test("an open wish for this kind at the place proposes the citizens, and is linked", () => {
  expect(proposeRequestedBy([wish({ id: "w" })], entry)).toEqual({
    requested_by: "citizens",
    wish_ids: ["w"],
  });
});

test.each([
  ["at another place", wish({ place_id: "place-surte" })],
  ["for another kind", wish({ kinds: ["moped_operation"] })],
  ["that has had its answer", wish({ status: "checked" })],
  ["asked after the entry", wish({ asked_on: "2026-10-25" })],
])("a wish %s proposes nothing", (_, other) => {
  expect(proposeRequestedBy([other], entry)).toEqual({ requested_by: "unknown", wish_ids: [] });
});

test("without a place nothing is proposed", () => {
  const nowhere = { ...entry, place_id: null };

  expect(proposeRequestedBy([wish({ place_id: null })], nowhere).requested_by).toBe("unknown");
});
