import { expect, test } from "vitest";
import {
  adjustmentWords,
  amountWords,
  caveatWords,
  deviationWords,
  overWords,
  partWords,
  statusLook,
  valueWords,
} from "../../../src/features/commitments/row-words";
import type { Adjustment, ProgressStatus } from "../../../src/domain/wire/progress";
import { sv } from "../../../src/ui/messages.sv";
import { row } from "../examples";

const OVER_200: Adjustment = {
  low: 201,
  high: null,
  qualifier: "over",
  words: "drygt 200",
  kinds: ["place_check"],
  starts_on: "2020-01-01",
  ends_on: "2020-12-31",
};

test("a number says what was promised beside it, and over-fulfilment in words", () => {
  const kept = row({ low: 33, status: "met" });
  expect(valueWords(kept, sv)).toBe("33 (löftet: minst 20)");
  expect(overWords(kept, sv)).toBe("13 fler än löftet");
  expect(overWords(row({ low: 20 }), sv)).toBeNull();
});

test("an open number is said as its source said it, never as an exact one", () => {
  const said = row({ low: 201, high: null, target: null, adjustments: [OVER_200] });
  expect(amountWords(said, sv)).toBe("drygt 200");
  const more = row({ low: 213, high: null, target: null, adjustments: [OVER_200] });
  expect(amountWords(more, sv)).toBe("minst 213");
  expect(amountWords(row({ low: 4, high: 6, target: null }), sv)).toBe("4–6");
  expect(adjustmentWords(OVER_200, sv)).toBe("drygt 200, 1 jan. 2020 – 31 dec. 2020");
});

test("a line whose source gives no result reads as the source, not as 0", () => {
  const silent = { ...OVER_200, low: 0, words: "inget resultat i källan" };
  const undecided = row({ low: 0, high: null, status: "undecided", adjustments: [silent] });
  expect(amountWords(undecided, sv)).toBe("inget resultat i källan");
  expect(amountWords({ ...undecided, adjustments: [] }, sv)).toBe("okänt antal");
  for (const type of ["cohort", "milestone", "coverage"] as const) {
    expect(valueWords({ ...undecided, type, target: 3 }, sv)).toBe("inget resultat i källan");
  }
});

test("coverage, milestones and what is not counted read as what they are", () => {
  expect(valueWords(row({ type: "coverage", low: 1, target: 8 }), sv)).toBe("1 av 8");
  expect(valueWords(row({ type: "cohort", low: 1, target: 1 }), sv)).toBe("Gjort");
  expect(valueWords(row({ type: "milestone", low: 0, target: 1 }), sv)).toBe("Inte gjort");
  expect(valueWords(row({ type: "directional", target: null }), sv)).toBeNull();
  const going = row({ type: "continuous", low: 3, entries: 3, target: null });
  expect(valueWords(going, sv)).toBe("3\u00a0poster");
  expect(valueWords({ ...going, entries: 1 }, sv)).toBe("1\u00a0post");
});

test("an ongoing line says the number that its follow-up gave, as the public page does", () => {
  const adjustments = [
    {
      low: 201,
      high: null,
      qualifier: "over",
      words: "drygt 200",
      kinds: ["place_check"],
      starts_on: "2020-01-01",
      ends_on: "2020-12-31",
    },
  ];
  const line = row({ type: "continuous", low: 201, high: null, target: null, entries: 11 });
  expect(valueWords({ ...line, adjustments }, sv)).toBe("drygt 200");
});

test("who asked is said as a share of the number", () => {
  const parts = [
    { by: "requested_by", code: "citizens", value: 21 },
    { by: "requested_by", code: "partner", value: 0 },
  ];
  expect(partWords(row({ low: 33, parts }), sv)).toBe("varav 21 efter invånares önskemål");
  expect(partWords(row({ low: 33 }), sv)).toBeNull();
});

test("a deviation says why, when and what was done instead", () => {
  const words = deviationWords(
    row({
      deviations: [
        {
          reason: "pandemi",
          text: "bara ett möte hölls.",
          occurred_on: "2020-03-15",
          substitute_text: "Utskick till alla.",
        },
      ],
    }),
    sv,
  );
  expect(words).toEqual([
    "Pandemi, 15 mars 2020: bara ett möte hölls. I stället: Utskick till alla.",
  ]);
});

test("what is still open about a number is said", () => {
  expect(
    caveatWords(
      row({ low: 12, expected_by_now: 17.9, pending_review: 1, possible_duplicates: 2 }),
      sv,
    ),
  ).toEqual([
    "I jämn takt vore det ungefär 18 hittills",
    "1 väntar på granskning",
    "2 kan vara dubbla",
  ]);
});

test("no status is told by its colour alone", () => {
  const statuses: ProgressStatus[] = [
    "met",
    "in_progress",
    "not_started",
    "undecided",
    "partly_met",
    "not_met",
    "continuous",
    "no_entries",
    "not_measured",
    "withdrawn",
  ];
  const words = statuses.map((status) => sv.row.status[status]);
  expect(new Set(words).size).toBe(statuses.length);
  expect(statuses.map((status) => statusLook(status).icon)).not.toContain(undefined);
});
