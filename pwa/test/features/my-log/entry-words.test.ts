import { expect, test } from "vitest";
import {
  clashWords,
  countedWords,
  dayHeading,
  groupByDay,
  placeName,
  placeWords,
  statusWords,
  whenWords,
} from "../../../src/features/my-log/entry-words";
import { sv } from "../../../src/ui/messages.sv";
import { activity, entry, place } from "../examples";

test("a day is called by name when it is near", () => {
  expect(dayHeading("2026-10-24", "2026-10-24", sv)).toBe("I dag · lör 24 okt.");
  expect(dayHeading("2026-10-23", "2026-10-24", sv)).toBe("I går · fre 23 okt.");
  expect(dayHeading("2026-10-22", "2026-10-24", sv)).toBe("tors 22 okt.");
});

test("a walk says its evening, and what began after midnight says which night", () => {
  const walk = activity({
    started_at: "2026-10-24T19:00:00Z",
    ended_at: "2026-10-24T23:00:00Z",
  });
  expect(whenWords(walk, "2026-10-24", true, sv)).toBe("kvällen lör 24 okt. kl.\u00a021.00–01.00");
  const late = activity({ started_at: "2026-10-24T22:30:00Z" });
  expect(whenWords(late, "2026-10-24", true, sv)).toBe("natten till sön 25 okt. kl.\u00a000.30");
});

test("a kind of the day says the day; what is about says so; only an evening has no clock", () => {
  expect(whenWords(activity(), "2026-10-24", false, sv)).toBe("lör 24 okt. kl.\u00a021.00");
  expect(whenWords(activity({ time_precision: "about" }), "2026-10-24", false, sv)).toBe(
    "lör 24 okt. omkring kl.\u00a021.00",
  );
  const evening = activity({ time_precision: "evening", started_at: null });
  expect(whenWords(evening, "2026-10-24", true, sv)).toBe("kvällen lör 24 okt.");
});

test("a station is told from the others by its locality, and an own name says it is one", () => {
  expect(placeName(place())).toBe("Pendelstationen, Nol");
  expect(placeName(place({ name: "Nol centrum" }))).toBe("Nol centrum");
  expect(placeWords(activity(), [place()], sv)).toBe("Pendelstationen, Nol");
  expect(placeWords(activity({ place_id: null, place_name: "Vid bron" }), [], sv)).toBe(
    "Vid bron (ej i listan)",
  );
  expect(placeWords(activity({ place_id: null }), [], sv)).toBeNull();
});

test("each state has its own word, and waiting for the net is said only without one", () => {
  expect(statusWords("on-phone", false, sv).words).toBe("På telefonen");
  expect(statusWords("on-phone", true, sv).words).toBe("Väntar på nät");
  expect(statusWords("waiting", true, sv).words).toBe("Väntar på servern");
  expect(statusWords("sent", true, sv).words).toBe("Skickad");
  expect(statusWords("needs-attention", false, sv).words).toBe("Behöver rättas");
});

test("what an entry counted for is named once each", () => {
  const counted = { promise_id: "p", commitment_id: "c", short_name: "Kontroller", why: "x" };
  expect(countedWords([counted, { ...counted, commitment_id: "d" }])).toBe("Kontroller");
  expect(countedWords([])).toBeNull();
});

test("the newest evening and the latest start come first; an entry without a clock comes last", () => {
  const days = groupByDay([
    entry({ activity_id: "old", service_date: "2026-10-20" }),
    entry({ activity_id: "early", activity: activity({ started_at: "2026-10-24T18:00:00Z" }) }),
    entry({ activity_id: "none", activity: activity({ started_at: null }) }),
    entry({ activity_id: "late", activity: activity({ started_at: "2026-10-24T22:30:00Z" }) }),
  ]);
  expect(days.map(({ date }) => date)).toEqual(["2026-10-24", "2026-10-20"]);
  expect(days[0]?.entries.map(({ activity_id }) => activity_id)).toEqual(["late", "early", "none"]);
});

test("clashing groups are named in words, once each", () => {
  expect(clashWords(["time", "fields.x", "outcomes.y"], sv)).toBe("tiden, uppgifter i posten");
});
