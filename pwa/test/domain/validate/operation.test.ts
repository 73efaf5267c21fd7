/* Right and wrong entries stand as cases under contract/activities/; here is what only the phone does. */
import { describe, expect, test } from "vitest";
import { composeLog, composeMove, composeVoid } from "../../../src/domain/operation";
import { validateActivity, validateOperation } from "../../../src/domain/validate/operation";
import { kind, KUNGALV, speedCheck, testClock } from "../../support/entries";

const context = {
  catalogue: { digest: "d", kinds: [kind()], outcomes: [] },
  places: [{ id: "place-nol", municipality_code: "1440" }],
};
const NOW = "2026-10-24T20:00:00Z";

describe("what the form asks for and the server does not", () => {
  test("a kind that needs a place asks for one, but not for what never came about", () => {
    const errors = validateActivity(speedCheck({ place_id: null }), NOW, context);
    const cancelled = speedCheck({ place_id: null, state: "cancelled", cancel_reason: "Halka" });

    expect(errors.map((error) => error.pointer)).toEqual(["#/activity/place_id"]);
    expect(validateActivity(cancelled, NOW, context)).toEqual([]);
  });

  test("an unlisted place by name is a place", () => {
    const named = speedCheck({ place_id: null, place_name: "Grusplanen" });

    expect(validateActivity(named, NOW, context)).toEqual([]);
  });
});

describe("what the phone cannot know is left to the server", () => {
  test("a form revision newer than its catalogue", () => {
    expect(validateActivity(speedCheck({ kind_revision: 9 }), NOW, context)).toEqual([]);
  });

  test("a place it has not received", () => {
    expect(validateActivity(speedCheck({ place_id: "elsewhere" }), NOW, context)).toEqual([]);
  });
});

describe("validateOperation", () => {
  test("a composed log is judged by its own device_time", () => {
    const clock = testClock(NOW);
    const ahead = speedCheck({ started_at: "2026-10-24T20:11:00Z" });

    const early = composeLog(ahead, clock);
    clock.pass(120_000);
    const late = composeLog(ahead, clock);

    expect(validateOperation(early, context).map((error) => error.pointer)).toEqual([
      "#/activity/started_at",
    ]);
    expect(validateOperation(late, context)).toEqual([]);
  });

  test("a move may name another municipality than its entry, a log may not", () => {
    const away = speedCheck({ municipality_code: KUNGALV, place_id: null, place_name: "Ytterby" });
    const from = { activity_id: "a", municipality_code: "1440" };
    const move = composeMove(from, away, { base_operation_id: "o" }, testClock());
    const log = { ...composeLog(away, testClock()), municipality_code: "1440" };

    expect(validateOperation(move, context)).toEqual([]);
    expect(validateOperation(log, context).map((error) => error.pointer)).toEqual([
      "#/activity/municipality_code",
    ]);
  });

  test("a void is judged by its reason alone", () => {
    const entry = { activity_id: "a", municipality_code: "1440" };
    const base = { base_operation_id: "o" };
    const wrong = composeVoid(entry, base, testClock(), "Gällde 811218-9876");

    expect(validateOperation(composeVoid(entry, base, testClock()), context)).toEqual([]);
    expect(validateOperation(wrong, context).map((error) => error.pointer)).toEqual(["#/reason"]);
  });
});
