import { expect, test } from "vitest";
import { endsNextDay, formTimeOf, timeMembers } from "../../../src/features/log-activity/times";
import { activity } from "../examples";

const NOW = new Date("2026-10-24T19:05:00Z");

test("21.00 to 01.00 ends on the next day and is four hours", () => {
  const time = { precision: "exact", date: "2026-10-24", start: "21:00", end: "01:00" } as const;
  expect(endsNextDay(time)).toBe(true);
  expect(timeMembers(time)).toEqual({
    time_precision: "exact",
    service_date: null,
    started_at: "2026-10-24T19:00:00.000Z",
    ended_at: "2026-10-24T23:00:00.000Z",
  });
});

test("a span over the autumn change is an hour longer than the clock says", () => {
  const members = timeMembers({
    precision: "exact",
    date: "2026-10-24",
    start: "23:00",
    end: "04:00",
  });
  const hours =
    (Date.parse(members.ended_at ?? "") - Date.parse(members.started_at ?? "")) / 3_600_000;
  expect(hours).toBe(6);
});

test("with only the evening known no clock time is sent", () => {
  expect(
    timeMembers({ precision: "evening", date: "2026-10-24", start: "21:00", end: "01:00" }),
  ).toEqual({
    time_precision: "evening",
    service_date: "2026-10-24",
    started_at: null,
    ended_at: null,
  });
});

test("an emptied end is not known", () => {
  const time = { precision: "about", date: "2026-10-24", start: "21:00", end: "" } as const;
  expect(timeMembers(time).ended_at).toBeNull();
  expect(endsNextDay(time)).toBe(false);
});

test("an activity is shown by the Swedish clock and comes back the same", () => {
  const shown = formTimeOf(
    activity({ started_at: "2026-12-31T22:50:00.000Z", ended_at: "2027-01-01T00:15:00.000Z" }),
    NOW,
  );
  expect(shown).toEqual({ precision: "exact", date: "2026-12-31", start: "23:50", end: "01:15" });
  expect(timeMembers(shown)).toMatchObject({
    started_at: "2026-12-31T22:50:00.000Z",
    ended_at: "2027-01-01T00:15:00.000Z",
  });
});

test("an evening entry shows its evening", () => {
  const shown = formTimeOf(
    activity({ time_precision: "evening", service_date: "2026-10-20", started_at: null }),
    NOW,
  );
  expect(shown).toEqual({ precision: "evening", date: "2026-10-20", start: "", end: "" });
});
