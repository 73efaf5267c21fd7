import { describe, expect, test } from "vitest";
import {
  addDays,
  instantAt,
  serviceDate,
  serviceDateAt,
  swedishTime,
} from "../../src/domain/service-date";

describe("swedishTime", () => {
  test("midnight is hour 0 of the new day", () => {
    expect(swedishTime("2026-12-31T23:00:00Z")).toEqual({ date: "2027-01-01", hour: 0, minute: 0 });
  });

  test("something that is no instant has no time", () => {
    expect(swedishTime("i går")).toBeNull();
    expect(serviceDateAt("i går", true)).toBeNull();
  });
});

describe("serviceDate", () => {
  test("with only the evening known it is what was said", () => {
    const activity = {
      time_precision: "evening",
      service_date: "2026-10-24",
      started_at: null,
    } as const;

    expect(serviceDate(activity, { evening: true })).toBe("2026-10-24");
  });

  test("without a kind the day turns at midnight, and without a start there is no day", () => {
    const activity = { time_precision: "exact", service_date: null } as const;

    expect(serviceDate({ ...activity, started_at: "2026-10-24T23:30:00Z" }, null)).toBe(
      "2026-10-25",
    );
    expect(serviceDate({ ...activity, started_at: null }, { evening: true })).toBeNull();
  });
});

describe("addDays", () => {
  test("passes month, year and leap day", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
  });
});

describe("instantAt: what a person types on a Swedish clock", () => {
  const at = (date: string, time: string, later?: boolean): string | undefined =>
    instantAt(date, time, later)?.toISOString();

  test("winter and summer", () => {
    expect(at("2026-01-15", "21:30")).toBe("2026-01-15T20:30:00.000Z");
    expect(at("2026-07-15", "21.30")).toBe("2026-07-15T19:30:00.000Z");
    expect(at("2026-07-15", "00:15")).toBe("2026-07-14T22:15:00.000Z");
  });

  test("the hour that comes twice in October is the first, or the later if said", () => {
    expect(at("2026-10-25", "02:30")).toBe("2026-10-25T00:30:00.000Z");
    expect(at("2026-10-25", "02:30", true)).toBe("2026-10-25T01:30:00.000Z");
    expect(at("2026-10-25", "03:00", true)).toBe("2026-10-25T02:00:00.000Z");
  });

  test("the hour that is skipped in March is read an hour on", () => {
    expect(at("2026-03-29", "02:30")).toBe("2026-03-29T01:30:00.000Z");
    expect(swedishTime("2026-03-29T01:30:00Z")?.hour).toBe(3);
  });

  test("a walk 23.00–04.00 is four hours in March and six in October", () => {
    const hours = (evening: string, morning: string): number => {
      const [from, to] = [instantAt(evening, "23:00"), instantAt(morning, "04:00")];
      return from === null || to === null ? NaN : (to.getTime() - from.getTime()) / 3_600_000;
    };

    expect(hours("2026-03-28", "2026-03-29")).toBe(4);
    expect(hours("2026-10-24", "2026-10-25")).toBe(6);
  });

  test("what is no date or time is nothing", () => {
    expect(instantAt("2026-10-24", "24:00")).toBeNull();
    expect(instantAt("2026-10-24", "9")).toBeNull();
    expect(instantAt("24 okt", "21:00")).toBeNull();
  });
});
