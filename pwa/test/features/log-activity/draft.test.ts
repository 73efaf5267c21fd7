import { expect, test } from "vitest";
import {
  choosePlace,
  chooseRequestedBy,
  clearPlace,
  type Draft,
  finishDraft,
  isNow,
  namePlace,
  openDraft,
  savesAtPlace,
  setCancelReason,
  setField,
  setState,
  startDraft,
  toggleUnit,
} from "../../../src/features/log-activity/draft";
import { activity, field, kind, membership, place, wish } from "../examples";

const NOW = new Date("2026-10-24T19:05:30Z");
const MEMBERS = [membership()];

function started(): Draft {
  const draft = startDraft({
    kind: kind(),
    memberships: MEMBERS,
    municipality_code: "1440",
    now: NOW,
  });
  if (draft === null) throw new Error("the example person may log the example kind");
  return draft;
}

test("a new entry starts now, done, with nothing counted and nobody asked", () => {
  const draft = started();
  expect(draft.activity).toMatchObject({
    started_at: "2026-10-24T19:05:00.000Z",
    ended_at: null,
    state: "done",
    requested_by: "unknown",
    outcomes: { licence_seized: null },
    organisation_id: "police",
  });
  expect(draft.dirty).toBe(false);
  expect(isNow(draft, NOW)).toBe(true);
});

test("nobody starts a kind that none of their organisations may log", () => {
  const walkers = [membership({ organisation_kind: "association" })];
  expect(
    startDraft({ kind: kind(), memberships: walkers, municipality_code: "1440", now: NOW }),
  ).toBeNull();
});

test("a place brings its municipality, its speed limit and the wish that stands open there", () => {
  const there = place({ municipality_code: "1482" });
  const draft = choosePlace(started(), there, kind(), MEMBERS, [wish()]);
  expect(draft.activity).toMatchObject({
    place_id: "place",
    municipality_code: "1482",
    fields: { speed_limit: "50" },
    requested_by: "citizens",
    wish_ids: ["wish"],
  });
});

test("a speed limit the kind doesn't offer is not proposed", () => {
  const draft = choosePlace(started(), place({ speed_limit: 45 }), kind(), MEMBERS, []);
  expect(draft.activity.fields["speed_limit"]).toBeNull();
});

test("what the person chose stands when the place changes", () => {
  let draft = setField(started(), "speed_limit", "30");
  draft = chooseRequestedBy(draft, "own_planning", kind(), []);
  draft = choosePlace(draft, place(), kind(), MEMBERS, [wish()]);
  expect(draft.activity.fields["speed_limit"]).toBe("30");
  expect(draft.activity.requested_by).toBe("own_planning");
});

test("choosing citizens links the open wish and choosing another unlinks it", () => {
  const at = choosePlace(started(), place(), kind(), MEMBERS, [wish()]);
  const planned = chooseRequestedBy(at, "own_planning", kind(), [wish()]);
  expect(planned.activity.wish_ids).toEqual([]);
  const asked = chooseRequestedBy(planned, "citizens", kind(), [wish()]);
  expect(asked.activity.wish_ids).toEqual(["wish"]);
});

test("a wish that came after the entry's day proposes nothing", () => {
  const late = wish({ asked_on: "2026-10-25" });
  const draft = choosePlace(started(), place(), kind(), MEMBERS, [late]);
  expect(draft.activity.requested_by).toBe("unknown");
});

test("an own place name replaces the place, and an empty one is no name", () => {
  const at = choosePlace(started(), place(), kind(), MEMBERS, [wish()]);
  const named = namePlace(at, "  Vid bron ");
  expect(finishDraft(named)).toMatchObject({
    place_id: null,
    place_name: "Vid bron",
    requested_by: "unknown",
    wish_ids: [],
  });
  expect(finishDraft(namePlace(named, "  ")).place_name).toBeNull();
  expect(clearPlace(at).activity.place_id).toBeNull();
});

test("only a kind that asks for nothing but a place is saved by tapping one", () => {
  const tick = kind({ fields: [field("remark", { type: "boolean", fast: false })] });
  expect(savesAtPlace(tick)).toBe(true);
  expect(savesAtPlace(kind())).toBe(false);
  expect(savesAtPlace({ ...tick, needs_place: false })).toBe(false);
  expect(savesAtPlace({ ...tick, fields: [field("old", { retired: true })] })).toBe(true);
});

test("an opened entry keeps what it says and gets what its kind has gained since", () => {
  const old = activity({ outcomes: {}, fields: { speed_limit: "30" }, requested_by: "partner" });
  const draft = openDraft(old, kind(), NOW);
  expect(draft.activity.outcomes).toEqual({ licence_seized: null });
  expect(draft.activity.fields).toEqual({ speed_limit: "30" });
  expect(draft.dirty).toBe(false);
  const moved = choosePlace(draft, place(), kind(), MEMBERS, [wish()]);
  expect(moved.activity.fields["speed_limit"]).toBe("30");
  expect(moved.activity.requested_by).toBe("partner");
});

test("an opened entry of last week no longer says now", () => {
  expect(isNow(openDraft(activity(), kind(), NOW), new Date("2026-10-31T19:05:00Z"))).toBe(false);
});

test("a reason for what did not happen goes when it did happen after all", () => {
  const cancelled = setCancelReason(setState(started(), "cancelled"), "weather");
  expect(finishDraft(cancelled).cancel_reason).toBe("weather");
  expect(finishDraft(setState(cancelled, "done")).cancel_reason).toBeNull();
});

test("a unit is chosen and unchosen", () => {
  const chosen = toggleUnit(started(), "a");
  expect(chosen.activity.unit_ids).toEqual(["a"]);
  expect(toggleUnit(chosen, "a").activity.unit_ids).toEqual([]);
});
