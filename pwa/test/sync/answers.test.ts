import { describe, expect, test } from "vitest";
import {
  readContributions,
  readPullPage,
  readPushAnswer,
  readSession,
} from "../../src/sync/answers";
import { session, synced } from "../support/entries";
import { pullPage } from "../support/server";

const pushed = { epoch: "e", server_time: "t" };

describe("absent members mean null", () => {
  test("in a result", () => {
    const read = readPushAnswer({ ...pushed, results: [{ operation_id: "o", status: "held" }] });

    expect(read?.value.results).toEqual([
      {
        operation_id: "o",
        status: "held",
        revision: null,
        receipt: null,
        counted_for: [],
        clashes: [],
        flags: [],
      },
    ]);
  });

  test("in a pulled entry, whose content is filled to the whole shape", () => {
    const activity = { kind: "speed_check", municipality_code: "1440", organisation_id: "x" };
    const page = { ...pullPage(), activities: [{ ...synced({ activity_id: "a" }), activity }] };

    const entry = readPullPage(page)?.value.activities[0];

    expect(entry?.activity).toMatchObject({ state: "done", outcomes: {}, note: null });
  });

  test("in a page without its empty lists", () => {
    const page = { cursor: "c", epoch: "e", has_more: false, reset: false, server_time: "t" };

    expect(readPullPage(page)?.value).toMatchObject({ places: [], receipts: [], catalogue: null });
  });
});

describe("what is not ours is not taken for an answer", () => {
  test.each([
    ["nothing", null],
    ["a text", "<html>"],
    ["a list", []],
    ["a push answer without results", pushed],
    [
      "a result with a status nobody knows",
      { ...pushed, results: [{ operation_id: "o", status: "ok" }] },
    ],
    ["a result without an id", { ...pushed, results: [{ status: "applied" }] }],
  ])("%s", (_, value) => {
    expect(readPushAnswer(value)).toBeNull();
  });

  test.each([
    ["a place without a name", { places: [{ id: "p", municipality_code: "1440" }] }],
    ["a wish without a status", { wishes: [{ id: "w", municipality_code: "1440" }] }],
    ["a unit without a name", { units: [{ id: "u", municipality_code: "1440" }] }],
    ["a promise without a label", { promises: [{ id: "p", municipality_code: "1440" }] }],
    [
      "a commitment without a role",
      {
        promises: [
          {
            id: "p",
            municipality_code: "1440",
            label: "x",
            commitments: [{ id: "c", short_name: "" }],
          },
        ],
      },
    ],
    ["progress of no promise", { progress: [{ items: [] }] }],
    [
      "a row without a status",
      { progress: [{ promise_id: "p", items: [{ commitment_id: "c" }] }] },
    ],
    [
      "an entry without content",
      { activities: [{ ...synced({ activity_id: "a" }), activity: 1 }] },
    ],
    ["a receipt that is none", { receipts: [7] }],
    ["a page that does not say if there is more", { has_more: "kanske" }],
  ])("%s", (_, part) => {
    expect(readPullPage({ ...pullPage(), ...(part as object) })).toBeNull();
  });

  test("a session without a user, or with half a membership", () => {
    expect(readSession({ csrf_token: "t", epoch: "e" })).toBeNull();
    expect(readSession({ ...session(), memberships: [{ role: "viewer" }] })).toBeNull();
    expect(readSession(session())?.value).toEqual(session());
  });

  test("contributions without a row have none", () => {
    expect(readContributions({ items: [] })?.value.row).toBeNull();
    expect(readContributions({ row: {} })).toBeNull();
  });
});
