import { expect, test } from "vitest";
import {
  formatClock,
  formatDate,
  formatDay,
  formatDistance,
  formatMoment,
  formatMonth,
  formatNumber,
  formatPeriod,
  formatTimeSpan,
  searchKey,
  stockholm,
} from "../../src/ui/format";

test("numbers have no-break spaces, a decimal comma and a real minus", () => {
  expect(formatNumber(1_234_567.89)).toBe("1\u00a0234\u00a0567,89");
  expect(formatNumber(-3)).toBe("\u22123");
  expect(formatNumber(0)).toBe("0");
});

test("dates are written as Swedes write them", () => {
  expect(formatDate("2026-10-24")).toBe("24 okt. 2026");
  expect(formatDay("2026-10-24")).toBe("lör 24 okt.");
  expect(formatDay("2026-10-24", "2026-11-22")).toBe("lör 24 okt.");
  expect(formatDay("2016-11-15", "2026-11-22")).toBe("tis 15 nov. 2016");
  expect(formatMonth("2020-03")).toBe("mars 2020");
  expect(formatPeriod("2020-01-01", "2020-12-31")).toBe("1 jan. 2020 – 31 dec. 2020");
});

test("a time in text has a dot, an en dash without spaces and a no-break space after kl.", () => {
  expect(formatTimeSpan("2026-10-24T19:00:00Z", "2026-10-24T23:00:00Z")).toBe(
    "kl.\u00a021.00–01.00",
  );
  expect(formatTimeSpan("2026-10-24T19:00:00Z", null)).toBe("kl.\u00a021.00");
});

test("instants are read in Stockholm on both sides of the autumn change", () => {
  expect(formatClock("2026-10-25T00:30:00Z")).toBe("02.30");
  expect(formatClock("2026-10-25T01:30:00Z")).toBe("02.30");
  expect(stockholm("2026-12-31T23:30:00Z")).toEqual({ date: "2027-01-01", time: "00:30" });
});

test("a text that is no instant is refused rather than shown as something else", () => {
  expect(() => stockholm("not a time")).toThrow(RangeError);
});

test("a moment says the clock today, i går yesterday, and the day before that", () => {
  const now = new Date("2026-10-24T12:00:00Z");
  expect(formatMoment("2026-10-24T00:14:00Z", now, "i går")).toBe("02.14");
  expect(formatMoment("2026-10-23T21:10:00Z", now, "i går")).toBe("i går 23.10");
  expect(formatMoment("2026-10-20T19:00:00Z", now, "i går")).toBe("tis 20 okt. 21.00");
});

test("distances are rounded to what a phone can know", () => {
  expect(formatDistance(343)).toBe("340\u00a0m");
  expect(formatDistance(1243)).toBe("1,2\u00a0km");
});

test("a search finds Å typed as A and a ring", () => {
  expect(searchKey(" A\u030alvängen ")).toBe("ålvängen");
});
