import { describe, expect, test } from "vitest";
import { listEntries } from "../../src/store/activities";
import { listOutbox, settleResults } from "../../src/store/outbox";
import { recordCorrection, recordLogs } from "../../src/store/record";
import { saveSession } from "../../src/store/session";
import { takeIn } from "../../src/store/synced";
import type { Store } from "../../src/store/open";
import type { SyncedActivity } from "../../src/domain/wire/pull";
import type { PushResult } from "../../src/domain/wire/push";
import {
  ANNA,
  BO,
  kind,
  KUNGALV,
  NEXT_EPOCH,
  result,
  session,
  speedCheck,
  synced,
  testClock,
} from "../support/entries";
import { pullPage } from "../support/server";
import { freshStore, settling } from "../support/stores";

async function signedInStore(): Promise<Store> {
  const store = freshStore();
  await saveSession(store, session(), "2026-10-24T20:00:00Z");
  return store;
}

async function logOne(store: Store, part = {}): Promise<string> {
  const [written] = await recordLogs(store, ANNA, [speedCheck(part)], testClock());
  return written?.activity_id ?? "";
}

async function settleLast(
  store: Store,
  status: PushResult["status"],
  part: Partial<PushResult> = {},
): Promise<void> {
  const last = (await listOutbox(store, ANNA)).at(-1);
  if (last === undefined) throw new Error("nothing queued");
  await settleResults(store, [result(last.operation, status, part)], settling());
}

async function receive(store: Store, ...activities: SyncedActivity[]): Promise<void> {
  await takeIn(store, [pullPage({ activities })], settling());
}

describe("an entry on this phone and at the server is one entry", () => {
  test("sent but not yet received back: the phone's content with the receipt", async () => {
    const store = await signedInStore();
    await logOne(store, { participants: 2 });
    const counted = [{ promise_id: "p", commitment_id: "c", short_name: "Fart", why: ["Ja."] }];

    await settleLast(store, "applied", { receipt: "1043-1", counted_for: counted });

    expect(await listEntries(store, ANNA)).toMatchObject([
      {
        status: "sent",
        receipt: "1043-1",
        revision: 1,
        counted_for: counted,
        activity: { participants: 2 },
      },
    ]);
  });

  test("received with the revision that was answered: the server's content stands", async () => {
    const store = await signedInStore();
    const id = await logOne(store, { participants: 2 });
    await settleLast(store, "applied", { revision: 1 });

    await receive(
      store,
      synced({ activity_id: id, revision: 2, activity: speedCheck({ participants: 7 }) }),
    );

    expect(await listEntries(store, ANNA)).toMatchObject([
      { revision: 2, activity: { participants: 7 }, receipt: "1001-1" },
    ]);
  });

  test("an older revision from the server does not undo what was just sent", async () => {
    const store = await signedInStore();
    const id = await logOne(store);
    await settleLast(store, "applied", { revision: 1 });
    await receive(store, synced({ activity_id: id, revision: 1 }));
    await recordCorrection(store, ANNA, id, speedCheck({ participants: 3 }), testClock(), null);
    await settleLast(store, "applied", { revision: 2, receipt: "1043-2" });

    expect(await listEntries(store, ANNA)).toMatchObject([
      { activity: { participants: 3 }, revision: 2, receipt: "1043-2" },
    ]);
  });

  test("while something is unsent the phone's content stands", async () => {
    const store = await signedInStore();
    const id = await logOne(store);
    await settleLast(store, "applied");
    await recordCorrection(store, ANNA, id, speedCheck({ participants: 3 }), testClock(), null);

    await receive(store, synced({ activity_id: id, revision: 9 }));

    expect(await listEntries(store, ANNA)).toMatchObject([
      { status: "on-phone", activity: { participants: 3 } },
    ]);
  });

  test("revisions of different epochs are not compared", async () => {
    const store = await signedInStore();
    const id = await logOne(store, { participants: 2 });
    await settleLast(store, "applied", { revision: 1 });
    const page = pullPage({
      epoch: NEXT_EPOCH,
      reset: true,
      activities: [synced({ activity_id: id, revision: 5 })],
    });

    await takeIn(store, [page], settling({ epoch: NEXT_EPOCH }));

    expect(await listEntries(store, ANNA)).toMatchObject([
      { status: "on-phone", activity: { participants: 2 } },
    ]);
  });

  test("a moved entry is the server's as soon as its first revision has come back", async () => {
    const store = await signedInStore();
    const id = await logOne(store);
    await settleLast(store, "applied", { revision: 1 });
    const away = speedCheck({ municipality_code: KUNGALV });
    const moved = await recordCorrection(store, ANNA, id, away, testClock(), null);
    await settleLast(store, "applied", { revision: 2, new_activity_id: moved.activity_id });

    await receive(
      store,
      synced({ activity_id: moved.activity_id, revision: 1, activity: away, receipt: "1050-1" }),
      synced({ activity_id: id, revision: 2, is_void: true }),
    );

    const entries = await listEntries(store, ANNA);
    expect(entries.find((entry) => entry.activity_id === moved.activity_id)).toMatchObject({
      receipt: "1050-1",
      revision: 1,
      municipality_code: KUNGALV,
    });
    expect(entries.find((entry) => entry.activity_id === id)?.is_void).toBe(true);
  });
});

describe("the list", () => {
  test("newest evening first, and an evening kind's night belongs to the evening before", async () => {
    const store = await signedInStore();
    const catalogue = {
      digest: "d",
      kinds: [kind(), kind({ code: "night_walk", evening: true })],
      outcomes: [],
    };
    await takeIn(store, [pullPage({ catalogue })], settling());
    await logOne(store, { started_at: "2026-10-24T22:30:00Z", kind: "night_walk" });
    await logOne(store, { started_at: "2026-10-24T22:30:00Z" });
    await logOne(store, { started_at: "2026-10-24T10:00:00Z" });

    const entries = await listEntries(store, ANNA);

    expect(entries.map((entry) => [entry.service_date, entry.activity.kind])).toEqual([
      ["2026-10-25", "speed_check"],
      ["2026-10-24", "night_walk"],
      ["2026-10-24", "speed_check"],
    ]);
  });

  test("another person on the phone sees none of it", async () => {
    const store = await signedInStore();
    await logOne(store);
    await receive(store, synced({ activity_id: "received" }));

    expect(await listEntries(store, BO)).toEqual([]);
    await saveSession(store, session(BO), "2026-10-24T21:00:00Z");

    expect(await listEntries(store, BO)).toEqual([]);
    expect((await listEntries(store, ANNA)).map((entry) => entry.status)).toEqual(["on-phone"]);
  });

  test("clashes and failed tries are told", async () => {
    const store = await signedInStore();
    const id = await logOne(store);
    await settleLast(store, "failed");
    expect((await listEntries(store, ANNA))[0]).toMatchObject({
      status: "on-phone",
      lastFailure: { slug: "not-allowed" },
    });

    await settleLast(store, "applied", { revision: 2, clashes: ["time"] });

    expect((await listEntries(store, ANNA))[0]).toMatchObject({
      activity_id: id,
      clashes: ["time"],
      lastFailure: null,
    });
  });
});
