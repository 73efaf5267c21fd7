import { describe, expect, test } from "vitest";
import { asksFor, distance, isOpen, suggestPlaces, swedishOrder } from "../../src/domain/places";
import { place, wish } from "../support/entries";

const nodinge = place({ id: "n", name: "Nödinge", position: { lat: 57.897, lon: 12.053 } });
const nol = place({ id: "l", name: "Nol", position: { lat: 57.921, lon: 12.066 } });
const alvangen = place({ id: "a", name: "Älvängen", position: { lat: 57.959, lon: 12.118 } });
const surte = place({ id: "s", name: "Surte" });

const names = (input: Partial<Parameters<typeof suggestPlaces>[0]>): string[] =>
  suggestPlaces({ places: [], wishes: [], visits: [], position: null, ...input }).map(
    (suggestion) => suggestion.place.name,
  );

test("Å, Ä and Ö stand after Z, in that order", () => {
  const sorted = ["Östra Fyrbodal", "Ängelholm", "Åmål", "Zinkgruvan", "Ale"].sort((a, b) =>
    swedishOrder.compare(a, b),
  );

  expect(sorted).toEqual(["Ale", "Zinkgruvan", "Åmål", "Ängelholm", "Östra Fyrbodal"]);
});

test("distance is in metres", () => {
  expect(distance({ lat: 57, lon: 12 }, { lat: 57, lon: 12 })).toBe(0);
  expect(distance({ lat: 57, lon: 12 }, { lat: 58, lon: 12 })).toBeCloseTo(111_195, -1);
});

describe("suggestPlaces", () => {
  test("nearest first, those without a position after all that have one", () => {
    const places = [surte, alvangen, nodinge, nol];

    expect(names({ places, position: { lat: 57.92, lon: 12.066 } })).toEqual([
      "Nol",
      "Nödinge",
      "Älvängen",
      "Surte",
    ]);
  });

  test("without a position: open wishes, then latest visit, then name", () => {
    const visits = [
      { activity: { place_id: "s", kind: "speed_check" }, service_date: "2026-10-01" },
      { activity: { place_id: "s", kind: "speed_check" }, service_date: "2026-09-01" },
    ];
    const wishes = [wish({ place_id: "a" })];

    expect(names({ places: [nol, nodinge, surte, alvangen], visits, wishes })).toEqual([
      "Älvängen",
      "Surte",
      "Nol",
      "Nödinge",
    ]);
  });

  test("tells the open wishes for this kind and the latest evening there", () => {
    const wishes = [
      wish({ id: "open", place_id: "l" }),
      wish({ id: "done", place_id: "l", status: "checked" }),
      wish({ id: "other", place_id: "l", kinds: ["moped_operation"] }),
    ];
    const visits = [
      { activity: { place_id: "l", kind: "place_check" }, service_date: "2026-09-01" },
      { activity: { place_id: "l", kind: "speed_check" }, service_date: "2026-10-01" },
    ];

    const [first] = suggestPlaces({
      places: [nol],
      wishes,
      visits,
      position: null,
      kind: "speed_check",
    });

    expect(first?.open_wishes.map((one) => one.id)).toEqual(["open"]);
    expect(first?.last_visit_on).toBe("2026-10-01");
    expect(first?.distance_m).toBeNull();
  });

  test("a retired place is not suggested", () => {
    expect(names({ places: [place({ retired: true })] })).toEqual([]);
  });
});

test("received and waiting wishes are open; one without kinds asks for anything", () => {
  expect(isOpen(wish({ status: "waiting" }))).toBe(true);
  expect(isOpen(wish({ status: "sent_on" }))).toBe(false);
  expect(asksFor(wish({ kinds: [] }), "place_check")).toBe(true);
});
