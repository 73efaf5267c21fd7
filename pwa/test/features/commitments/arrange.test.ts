import { expect, test } from "vitest";
import { arrangePromises, arrangeRows, metCount } from "../../../src/features/commitments/arrange";
import type { Commitment } from "../../../src/domain/wire/promise";
import { promise, row } from "../examples";

function commitment(id: string, focus_area_id: string | null, position: number): Commitment {
  return {
    id,
    promise_id: "promise",
    focus_area_id,
    position,
    short_name: id,
    text: "",
    role: "promise",
    parties: [],
    counting_rule: null,
    withdrawn: false,
  };
}

test("rows stand under their focus area in the promise's order, goals apart, the rest last", () => {
  const areas = arrangeRows(
    promise({
      focus_areas: [
        { id: "traffic", name: "Trafik" },
        { id: "empty", name: "Tomt" },
      ],
      commitments: [
        commitment("second", "traffic", 2),
        commitment("first", "traffic", 1),
        commitment("goal", "traffic", 3),
        commitment("loose", null, 4),
      ],
    }),
    [
      row({ commitment_id: "second" }),
      row({ commitment_id: "first" }),
      row({ commitment_id: "goal", role: "goal" }),
      row({ commitment_id: "loose" }),
    ],
  );
  expect(areas.map(({ name }) => name)).toEqual(["Trafik", null]);
  expect(areas[0]?.rows.map(({ row: one }) => one.commitment_id)).toEqual(["first", "second"]);
  expect(areas[0]?.goals.map(({ row: one }) => one.commitment_id)).toEqual(["goal"]);
  expect(areas[1]?.rows.map(({ row: one }) => one.commitment_id)).toEqual(["loose"]);
});

test("only promises are asked for when they are counted together", () => {
  expect(
    metCount([
      row({ status: "met" }),
      row({ status: "not_met" }),
      row({ status: "withdrawn" }),
      row({ role: "goal", status: "not_measured" }),
    ]),
  ).toEqual({ met: 1, all: 2 });
});

test("running promises come first and drafts stay at the desk", () => {
  const { running, ended } = arrangePromises([
    promise({ id: "a", status: "ended", starts_on: "2017-06-01" }),
    promise({ id: "b", status: "active", starts_on: "2026-01-01" }),
    promise({ id: "c", status: "draft" }),
    promise({ id: "d", status: "ended", starts_on: "2020-01-01" }),
  ]);
  expect(running.map(({ id }) => id)).toEqual(["b"]);
  expect(ended.map(({ id }) => id)).toEqual(["d", "a"]);
});
