import { expect, test } from "vitest";
import { groupUnits, unitName, unitsFor } from "../../../src/features/log-activity/units";
import { sv } from "../../../src/ui/messages.sv";
import { unit } from "../examples";

test("schools stand in Swedish order and grades by number", () => {
  const groups = groupUnits([
    unit({ id: "a", name: "Östra skolan", grade: "10" }),
    unit({ id: "b", name: "Östra skolan", grade: "9" }),
    unit({ id: "c", name: "Älvskolan", grade: 7 }),
    unit({ id: "d", name: "Zinkskolan" }),
    unit({ id: "e", name: "Åskolan" }),
  ]);
  expect(groups.map(({ name }) => name)).toEqual([
    "Zinkskolan",
    "Åskolan",
    "Älvskolan",
    "Östra skolan",
  ]);
  expect(groups[3]?.units.map(({ id }) => id)).toEqual(["b", "a"]);
});

test("only units of the municipality, the kind and the day are offered", () => {
  const given = { municipality_code: "1440", unit_kind: "school_grade", day: "2026-10-24" };
  const units = [
    unit({ id: "here" }),
    unit({ id: "elsewhere", municipality_code: "1482" }),
    unit({ id: "area", unit_kind: "area" }),
    unit({ id: "closed", valid_to: "2025-07-31" }),
    unit({ id: "coming", valid_from: "2027-08-01" }),
  ];
  expect(unitsFor(units, given).map(({ id }) => id)).toEqual(["here"]);
});

test("a unit is named with its grade in the middle of a sentence", () => {
  expect(unitName(unit(), sv)).toBe("Bohusskolan åk 7");
  expect(unitName(unit({ grade: null }), sv)).toBe("Bohusskolan");
});
