import { expect, test } from "vitest";
import { listOutbox } from "../../src/store/outbox";
import { recordLogs } from "../../src/store/record";
import { forgetSession, lastSession, saveSession } from "../../src/store/session";
import { listPlaces, readCatalogue, syncedState, takeIn } from "../../src/store/synced";
import { ANNA, BO, kind, place, session, speedCheck, testClock } from "../support/entries";
import { pullPage } from "../support/server";
import { freshStore, settling } from "../support/stores";

const AT = "2026-10-24T20:00:00Z";

test("the app starts with who was last signed in, and keeps no token", async () => {
  const store = freshStore();

  await saveSession(store, session(), AT);

  const kept = await lastSession(store);
  expect(kept?.user.id).toBe(ANNA);
  expect(kept?.csrf_token).toBe("");
});

test("the same person again keeps what was synced", async () => {
  const store = freshStore();
  await saveSession(store, session(), AT);
  await takeIn(store, [pullPage({ places: [place()] })], settling());

  await saveSession(store, session(), AT);

  expect(await listPlaces(store)).toHaveLength(1);
});

test("another person starts without what was synced for the first, whose queue stays", async () => {
  const store = freshStore();
  await saveSession(store, session(), AT);
  const catalogue = { digest: "d", kinds: [kind()], outcomes: [] };
  await takeIn(store, [pullPage({ places: [place()], catalogue })], settling());
  await recordLogs(store, ANNA, [speedCheck()], testClock());

  await saveSession(store, session(BO), AT);

  expect(await listPlaces(store)).toEqual([]);
  expect(await syncedState(store, ANNA)).toBeNull();
  expect(await readCatalogue(store)).toEqual(catalogue);
  expect(await listOutbox(store, ANNA)).toHaveLength(1);
});

test("signing out forgets who, and nothing that was written", async () => {
  const store = freshStore();
  await saveSession(store, session(), AT);
  await recordLogs(store, ANNA, [speedCheck()], testClock());

  await forgetSession(store);

  expect(await lastSession(store)).toBeNull();
  expect(await listOutbox(store, ANNA)).toHaveLength(1);
});
