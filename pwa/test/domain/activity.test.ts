import { describe, expect, test } from "vitest";
import { coarsePosition, fillActivity, tidyActivity, tidyText } from "../../src/domain/activity";
import { ALE, POLICE, speedCheck } from "../support/entries";

const core = { kind: "speed_check", municipality_code: ALE, organisation_id: POLICE };

describe("fillActivity", () => {
  test("absent and null members are filled with what they mean", () => {
    const filled = fillActivity({ ...core, note: null });

    expect(filled.time_precision).toBe("exact");
    expect(filled.state).toBe("done");
    expect(filled.requested_by).toBe("unknown");
    expect(filled.wish_ids).toEqual([]);
    expect(filled.note).toBeNull();
  });

  test("a null that the wire allows for a list means an empty list", () => {
    const filled = fillActivity({ ...core, ...({ focus: null } as unknown as object) });

    expect(filled.focus).toEqual([]);
  });

  test("what is given stands", () => {
    expect(fillActivity({ ...core, outcomes: { licence_seized: 0 } }).outcomes).toEqual({
      licence_seized: 0,
    });
  });
});

describe("what leaves the phone", () => {
  test("a position is rounded to about 100 m and says so", () => {
    expect(coarsePosition({ lat: 57.92849, lon: 12.07651, accuracy_m: 6 })).toEqual({
      lat: 57.928,
      lon: 12.077,
      accuracy_m: 100,
    });
    expect(coarsePosition({ lat: 57.9, lon: 12, accuracy_m: 850.4 }).accuracy_m).toBe(850);
    expect(coarsePosition({ lat: 57.9, lon: 12, accuracy_m: null }).accuracy_m).toBe(100);
  });

  test("no position leaves beside a place", () => {
    const position = { lat: 57.92849, lon: 12.07651, accuracy_m: 6 };

    expect(tidyActivity(speedCheck({ position })).position).toBeNull();
    expect(tidyActivity(speedCheck({ place_id: null, position })).position?.lat).toBe(57.928);
  });

  test("text is NFC without space at the ends, and empty text says nothing", () => {
    expect(tidyText("  A\u030angelholm ")).toBe("Ångelholm");
    expect(tidyText("   ")).toBeNull();
    expect(tidyText(null)).toBeNull();
    const tidy = tidyActivity(speedCheck({ note: " ", fields: { topic: " mopeder ", n: 4 } }));
    expect(tidy.note).toBeNull();
    expect(tidy.fields).toEqual({ topic: "mopeder", n: 4 });
  });

  test("a wish linked twice is linked once", () => {
    expect(tidyActivity(speedCheck({ wish_ids: ["a", "a", "b"] })).wish_ids).toEqual(["a", "b"]);
  });
});
