import { describe, expect, test } from "vitest";
import {
  fastFields,
  findKind,
  findOutcome,
  kindsFor,
  membershipFor,
  municipalitiesFor,
  newestKinds,
  slowFields,
  startForm,
  writingMemberships,
} from "../../src/domain/catalogue";
import { validateActivity } from "../../src/domain/validate/operation";
import type { FieldDefinition } from "../../src/domain/wire/catalogue";
import { reviewedCatalogue } from "../support/cases";
import { ALE, kind, KUNGALV, membership, POLICE, session, speedCheck } from "../support/entries";

const reviewed = reviewedCatalogue();

function field(part: Partial<FieldDefinition>): FieldDefinition {
  return {
    code: "f",
    type: "integer",
    label: { sv: "F", en: "F" },
    unit: null,
    choices: [],
    minimum: null,
    maximum: null,
    required: false,
    fast: false,
    retired: false,
    ...part,
  };
}

describe("finding definitions", () => {
  const catalogue = {
    digest: "d",
    kinds: [kind({ revision: 1 }), kind({ revision: 3 }), kind({ revision: 2 })],
    outcomes: [],
  };

  test("the newest revision unless one is named", () => {
    expect(findKind(catalogue, "speed_check")?.revision).toBe(3);
    expect(findKind(catalogue, "speed_check", 2)?.revision).toBe(2);
    expect(findKind(catalogue, "speed_check", 4)).toBeNull();
    expect(findKind(catalogue, "other")).toBeNull();
    expect(newestKinds(catalogue).map((found) => found.revision)).toEqual([3]);
  });

  test("every outcome a reviewed kind names is defined", () => {
    for (const code of reviewed.kinds.flatMap((one) => one.outcomes)) {
      expect(findOutcome(reviewed, code)?.code).toBe(code);
    }
    expect(findOutcome(reviewed, "other")).toBeNull();
  });
});

describe("who may write what", () => {
  test("police see police work in tile order, and no walk", () => {
    const codes = kindsFor(reviewed, [membership()]).map((one) => one.code);

    expect(codes.slice(0, 2)).toEqual(["speed_check", "place_check"]);
    expect(codes).not.toContain("night_walk");
  });

  test("a membership counts on its days, and a viewer writes nothing", () => {
    const ended = membership({ valid_to: "2026-10-23" });
    const viewer = membership({ role: "viewer" });
    const coming = membership({ valid_from: "2026-10-25" });
    const now = membership({ valid_to: "2026-10-24" });

    expect(writingMemberships([ended, viewer, coming, now], "2026-10-24")).toEqual([now]);
  });

  test("an entry is written under the membership that may log the kind in that municipality", () => {
    const inKungalv = membership({ organisation_id: "k", municipality_codes: [KUNGALV] });
    const inAle = membership({ organisation_id: "a", municipality_codes: [ALE] });
    const town = membership({ organisation_kind: "municipality", municipality_codes: [ALE] });

    expect(membershipFor(kind(), ALE, [town, inKungalv, inAle])?.organisation_id).toBe("a");
    expect(membershipFor(kind(), "1492", [inAle])).toBeNull();
    expect(municipalitiesFor(session().municipalities, [inKungalv])).toEqual([]);
    expect(municipalitiesFor(session().municipalities, [inAle])).toHaveLength(1);
  });
});

describe("the form", () => {
  const withFields = kind({
    fields: [
      field({ code: "quick", fast: true }),
      field({ code: "slow" }),
      field({ code: "old", fast: true, retired: true }),
    ],
    outcomes: ["licence_seized"],
  });

  test("retired fields are not shown, and the fast ones stand apart", () => {
    expect(fastFields(withFields).map((one) => one.code)).toEqual(["quick"]);
    expect(slowFields(withFields).map((one) => one.code)).toEqual(["slow"]);
  });

  test("starts done, now, with nothing counted and nobody said to have asked", () => {
    const started = startForm(withFields, {
      municipality_code: ALE,
      organisation_id: POLICE,
      now: new Date("2026-10-24T20:03:41.512Z"),
    });

    expect(started).toMatchObject({
      kind: "speed_check",
      kind_revision: 1,
      state: "done",
      started_at: "2026-10-24T20:03:00.000Z",
      ended_at: null,
      requested_by: "unknown",
      participants: null,
      fields: { quick: null, slow: null },
      outcomes: { licence_seized: null },
    });
  });

  test("starts with last time's number of people", () => {
    const last = speedCheck({ participants: 5 });

    const started = startForm(kind(), {
      municipality_code: ALE,
      organisation_id: POLICE,
      now: new Date(),
      last,
    });

    expect(started.participants).toBe(5);
  });

  test("every reviewed kind starts a form that is valid as soon as it has a place", () => {
    for (const one of newestKinds(reviewed)) {
      const started = startForm(one, {
        municipality_code: ALE,
        organisation_id: POLICE,
        now: new Date("2026-10-24T20:03:00Z"),
      });
      const errors = validateActivity(
        { ...started, place_id: "place-nol" },
        "2026-10-24T20:03:00Z",
        { catalogue: reviewed, places: [] },
      );

      expect([one.code, errors]).toEqual([one.code, []]);
    }
  });
});
