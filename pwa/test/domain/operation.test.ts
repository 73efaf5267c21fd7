import { describe, expect, test } from "vitest";
import {
  composeCorrection,
  composeLog,
  composeMove,
  composeRestore,
  composeVoid,
  uuidv7,
} from "../../src/domain/operation";
import { KUNGALV, speedCheck, testClock } from "../support/entries";

const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("uuidv7", () => {
  test("carries the milliseconds first, then the version, the variant and the random bytes", () => {
    const id = uuidv7({
      now: () => new Date(0x0123456789ab),
      random: (length) => new Uint8Array(length).fill(0xff),
    });

    expect(id).toBe("01234567-89ab-7fff-bfff-ffffffffffff");
  });

  test("is of version 7 whatever the bytes, and later ones sort after earlier ones", () => {
    const clock = testClock();
    const first = uuidv7(clock);
    clock.pass(1);
    const second = uuidv7(clock);

    expect(first).toMatch(VERSION_7);
    expect(second).toMatch(VERSION_7);
    expect(first < second).toBe(true);
  });
});

describe("composing", () => {
  test("a log makes both ids and names the entry's municipality", () => {
    const operation = composeLog(speedCheck(), testClock());

    expect(operation.type).toBe("log_activity");
    expect(operation.operation_id).toMatch(VERSION_7);
    expect(operation.activity_id).toMatch(VERSION_7);
    expect(operation.activity_id).not.toBe(operation.operation_id);
    expect(operation.municipality_code).toBe("1440");
    expect(operation.device_time).toBe("2026-10-24T20:00:00.000Z");
    expect("base_revision" in operation).toBe(false);
  });

  test("a composed operation cannot be changed, and does not change with the form", () => {
    const activity = speedCheck({ outcomes: { licence_seized: 1 } });
    const operation = composeLog(activity, testClock());

    activity.outcomes["licence_seized"] = 2;

    expect(operation.activity.outcomes).toEqual({ licence_seized: 1 });
    expect(() => {
      operation.activity.outcomes["licence_seized"] = 3;
    }).toThrow(TypeError);
    expect(() => {
      operation.reason = "annan";
    }).toThrow(TypeError);
  });

  test("a correction carries the whole entry and names one base", () => {
    const operation = composeCorrection(
      "a",
      speedCheck(),
      { base_operation_id: "o" },
      testClock(),
      "Räknade fel",
    );

    expect(operation).toMatchObject({
      type: "correct_activity",
      activity_id: "a",
      base_operation_id: "o",
      reason: "Räknade fel",
    });
    expect("base_revision" in operation).toBe(false);
  });

  test("a void and a restore carry no entry", () => {
    const entry = { activity_id: "a", municipality_code: "1440" };
    const base = { base_revision: 3, base_epoch: "e" };

    for (const operation of [
      composeVoid(entry, base, testClock()),
      composeRestore(entry, base, testClock()),
    ]) {
      expect("activity" in operation).toBe(false);
      expect(operation).toMatchObject({ activity_id: "a", base_revision: 3, base_epoch: "e" });
    }
  });

  test("a move names the old municipality, and its entry the new one under a new id", () => {
    const operation = composeMove(
      { activity_id: "a", municipality_code: "1440" },
      speedCheck({ municipality_code: KUNGALV }),
      { base_operation_id: "o" },
      testClock(),
    );

    expect(operation.municipality_code).toBe("1440");
    expect(operation.activity.municipality_code).toBe(KUNGALV);
    expect(operation.new_activity_id).toMatch(VERSION_7);
    expect(operation.new_activity_id).not.toBe("a");
  });
});
