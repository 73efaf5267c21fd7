import { expect, test } from "vitest";
import {
  contributionFacts,
  contributionRefs,
  contributionWhen,
  precisionWords,
} from "../../../src/features/board/contribution-words";
import { sv } from "../../../src/ui/messages.sv";
import { contribution } from "../examples";

const NAMES = new Map([["1440", "Ale kommun"]]);

test("an entry is told as closely as the server lets this person see, and says so", () => {
  const full = contribution();
  expect(contributionWhen(full)).toBe("24 okt. 2020 kl.\u00a021.00–21.40");
  expect(precisionWords(full, sv)).toBeNull();
  const day = contribution({ precision: "day", started_at: null, ended_at: null });
  expect(contributionWhen(day)).toBe("24 okt. 2020");
  expect(precisionWords(day, sv)).toBe("Visas utan klockslag.");
  const month = contribution({ precision: "month", service_date: null, place_name: null });
  expect(contributionWhen(month)).toBe("oktober 2020");
  expect(contributionFacts(month, NAMES, sv)[0]).toBe("Ale kommun");
});

test("who asked is said unless nobody knows", () => {
  expect(contributionFacts(contribution(), NAMES, sv)).toEqual([
    "Folketshusvägen",
    "Lokalpolisområde Exempel",
    "Invånare har önskat",
  ]);
  expect(contributionFacts(contribution({ requested_by: "unknown" }), NAMES, sv)).toHaveLength(2);
});

test("an entry is named by its receipt, and by its version once it has been corrected", () => {
  expect(contributionRefs(contribution(), sv)).toBe("Kvitto 1043-2");
  expect(contributionRefs(contribution({ revision: 3 }), sv)).toBe("Kvitto 1043-2, version 3");
  expect(contributionRefs(contribution({ receipt: null, revision: null }), sv)).toBeNull();
});
