import { describe, expect, test } from "vitest";
import type { CitizenPromise } from "../../src/domain/wire/promise";
import { listOutbox, settleResults } from "../../src/store/outbox";
import { recordLogs } from "../../src/store/record";
import { saveSession } from "../../src/store/session";
import {
  listKnownPlaces,
  listPlaces,
  listProgress,
  listPromises,
  listUnits,
  listWishes,
  readCatalogue,
  syncedState,
  takeIn,
} from "../../src/store/synced";
import type { Store } from "../../src/store/open";
import {
  ANNA,
  BO,
  EPOCH,
  kind,
  KUNGALV,
  NEXT_EPOCH,
  place,
  result,
  row,
  session,
  speedCheck,
  testClock,
  wish,
} from "../support/entries";
import { pullPage } from "../support/server";
import { freshStore, outboxTypes, sentOf, settling } from "../support/stores";

async function signedInStore(): Promise<Store> {
  const store = freshStore();
  await saveSession(store, session(), "2026-10-24T20:00:00Z");
  return store;
}

function promise(id: string, starts_on: string): CitizenPromise {
  return { id, starts_on, municipality_code: "1440", label: id } as CitizenPromise;
}

describe("taking in what the server sends", () => {
  test("changes are patched in together with the cursor", async () => {
    const store = await signedInStore();
    await takeIn(
      store,
      [pullPage({ places: [place({ id: "a" }), place({ id: "b" })] })],
      settling(),
    );

    await takeIn(
      store,
      [pullPage({ cursor: "cursor-2", places: [place({ id: "b", name: "Bohus" })] })],
      settling(),
    );

    expect((await listPlaces(store)).map((one) => one.name)).toEqual(["Bohus", "Nol"]);
    expect(await syncedState(store, ANNA)).toMatchObject({ cursor: "cursor-2", epoch: EPOCH });
  });

  test("a full send replaces everything at once, and keeps the outbox and the sent", async () => {
    const store = await signedInStore();
    const clock = testClock();
    await takeIn(store, [pullPage({ places: [place({ id: "old" })] })], settling());
    await recordLogs(store, ANNA, [speedCheck(), speedCheck()], clock);
    const [first] = await listOutbox(store, ANNA);
    if (first === undefined) throw new Error("nothing queued");
    await settleResults(store, [result(first.operation, "applied")], settling());

    await takeIn(
      store,
      [
        pullPage({ reset: true, has_more: true, places: [place({ id: "a" })] }),
        pullPage({ reset: true, cursor: "cursor-9", places: [place({ id: "b" })] }),
      ],
      settling(),
    );

    expect((await listPlaces(store)).map((one) => one.id).sort()).toEqual(["a", "b"]);
    expect(await outboxTypes(store)).toEqual(["log_activity on-phone"]);
    expect(await sentOf(store)).toHaveLength(1);
    expect((await syncedState(store, ANNA))?.cursor).toBe("cursor-9");
  });

  test("progress comes whole with the last page", async () => {
    const store = await signedInStore();
    const one = { promise_id: "p1", as_of: "", items: [row()] };
    const two = { promise_id: "p2", as_of: "", items: [] };
    await takeIn(store, [pullPage({ progress: [one, two] })], settling());

    await takeIn(store, [pullPage({ has_more: true })], settling());
    expect(await listProgress(store)).toHaveLength(2);
    await takeIn(store, [pullPage({ progress: [two] })], settling());

    expect(await listProgress(store)).toEqual([two]);
  });

  test("a catalogue that is unchanged stays, also through a full send", async () => {
    const store = await signedInStore();
    const catalogue = { digest: "d", kinds: [kind()], outcomes: [] };
    await takeIn(store, [pullPage({ catalogue })], settling());

    await takeIn(store, [pullPage({ reset: true })], settling());

    expect(await readCatalogue(store)).toEqual(catalogue);
  });

  test("a receipt that was settled reaches the queue in the same step", async () => {
    const store = await signedInStore();
    await recordLogs(store, ANNA, [speedCheck()], testClock());
    const [queued] = await listOutbox(store, ANNA);
    if (queued === undefined) throw new Error("nothing queued");
    await settleResults(store, [result(queued.operation, "held")], settling());

    await takeIn(
      store,
      [pullPage({ receipts: [result(queued.operation, "applied")] })],
      settling(),
    );

    expect(await listOutbox(store, ANNA)).toEqual([]);
    expect(await sentOf(store)).toHaveLength(1);
  });

  test("a new epoch puts what was sent back in the queue in the same step", async () => {
    const store = await signedInStore();
    await recordLogs(store, ANNA, [speedCheck()], testClock());
    const [queued] = await listOutbox(store, ANNA);
    if (queued === undefined) throw new Error("nothing queued");
    await settleResults(store, [result(queued.operation, "applied")], settling());

    await takeIn(
      store,
      [pullPage({ reset: true, epoch: NEXT_EPOCH })],
      settling({ epoch: NEXT_EPOCH }),
    );

    expect(await outboxTypes(store)).toEqual(["log_activity on-phone"]);
  });

  test("pages for someone who is no longer signed in are not taken in", async () => {
    const store = await signedInStore();
    await saveSession(store, session(BO), "2026-10-24T21:00:00Z");

    expect(await takeIn(store, [pullPage({ places: [place()] })], settling())).toBe(false);

    expect(await listPlaces(store)).toEqual([]);
    expect(await syncedState(store, ANNA)).toBeNull();
  });

  test("no pages change nothing", async () => {
    expect(await takeIn(await signedInStore(), [], settling())).toBe(true);
  });
});

describe("reading", () => {
  test("places by name in Swedish order, by municipality, without the retired", async () => {
    const store = await signedInStore();
    const places = [
      place({ id: "1", name: "Ängelholm" }),
      place({ id: "2", name: "Åmål" }),
      place({ id: "3", name: "Zinkgruvan" }),
      place({ id: "4", name: "Ytterby", municipality_code: KUNGALV }),
      place({ id: "5", name: "Nedlagd", retired: true }),
    ];
    await takeIn(store, [pullPage({ places })], settling());

    expect((await listPlaces(store, "1440")).map((one) => one.name)).toEqual([
      "Zinkgruvan",
      "Åmål",
      "Ängelholm",
    ]);
    expect(await listPlaces(store)).toHaveLength(4);
    expect(await listKnownPlaces(store)).toHaveLength(5);
  });

  test("wishes newest first, units by name, promises newest first", async () => {
    const store = await signedInStore();
    const unit = { municipality_code: "1440", unit_kind: "school_grade", grade: null };
    await takeIn(
      store,
      [
        pullPage({
          wishes: [
            wish({ id: "old", asked_on: "2026-01-01" }),
            wish({ id: "new" }),
            wish({ id: "k", municipality_code: KUNGALV }),
          ],
          units: [
            { ...unit, id: "u1", name: "Östra", valid_from: null, valid_to: null },
            { ...unit, id: "u2", name: "Norra", valid_from: null, valid_to: null },
          ],
          promises: [promise("p1", "2020-01-01"), promise("p2", "2026-01-01")],
        }),
      ],
      settling(),
    );

    expect((await listWishes(store, "1440")).map((one) => one.id)).toEqual(["new", "old"]);
    expect((await listUnits(store)).map((one) => one.id)).toEqual(["u2", "u1"]);
    expect((await listPromises(store)).map((one) => one.id)).toEqual(["p2", "p1"]);
  });
});
