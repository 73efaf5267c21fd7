import { describe, expect, test, vi } from "vitest";
import { listOutbox } from "../src/store/outbox";
import { ANNA, speedCheck } from "./support/entries";
import { testPhone } from "./support/phone";
import { testServer } from "./support/server";

const meeting = { kind: "info_meeting", place_id: null };

describe("writing", () => {
  test("an entry is on the phone with no server in sight", async () => {
    const server = testServer();
    const phone = await testPhone(server);
    server.fetch = () => Promise.reject(new TypeError("Failed to fetch"));

    const saved = await phone.phone.log(speedCheck());

    expect(saved.ok).toBe(true);
    expect(await phone.phone.entries()).toMatchObject([{ status: "on-phone" }]);
    expect(phone.phone.sync.get().unsent).toBe(1);
  });

  test("what is wrong is told with pointers, and nothing is saved", async () => {
    const phone = await testPhone(testServer());

    const saved = await phone.phone.log(speedCheck({ ended_at: "2026-10-24T18:00:00Z" }));

    expect(saved).toMatchObject({
      ok: false,
      why: "invalid",
      errors: [{ pointer: "#/activity/ended_at" }],
    });
    expect(await listOutbox(phone.store, ANNA)).toEqual([]);
  });

  test("what could identify a person is stopped before it is saved", async () => {
    const phone = await testPhone(testServer());

    const saved = await phone.phone.log(speedCheck({ ...meeting, note: "811218-9876" }), {
      acceptWeakHits: true,
    });

    expect(saved).toMatchObject({ ok: false, errors: [{ pointer: "#/activity/note" }] });
    expect(await listOutbox(phone.store, ANNA)).toEqual([]);
  });

  test("what only may identify someone is asked about, and saved when the person keeps it", async () => {
    const phone = await testPhone(testServer());
    const entry = speedCheck({ ...meeting, note: "Sal ABC 123" });

    expect(await phone.phone.log(entry)).toMatchObject({
      ok: false,
      errors: [{ pointer: "#/activity/note" }],
    });
    expect(await phone.phone.log(entry, { acceptWeakHits: true })).toMatchObject({ ok: true });
  });

  test("the reason of a change is looked through as well", async () => {
    const phone = await testPhone(testServer());
    const saved = await phone.phone.log(speedCheck());
    if (!saved.ok) throw new Error("not saved");
    const { activity_id } = saved;

    expect(await phone.phone.voidEntry(activity_id, { reason: "Bil ABC 123" })).toMatchObject({
      why: "invalid",
      errors: [{ pointer: "#/reason" }],
    });
    expect(
      await phone.phone.correct(activity_id, speedCheck(), { reason: "811218-9876" }),
    ).toMatchObject({ why: "invalid", errors: [{ pointer: "#/reason" }] });
  });

  test("several at once: all or none", async () => {
    const phone = await testPhone(testServer());
    const wrong = speedCheck({ started_at: null });

    const refused = await phone.phone.logAll([speedCheck(), wrong]);
    expect(refused.map((saved) => saved.ok)).toEqual([false, false]);
    expect(await listOutbox(phone.store, ANNA)).toEqual([]);
    const saved = await phone.phone.logAll([speedCheck(), speedCheck()]);

    expect(saved.map((one) => one.ok)).toEqual([true, true]);
    expect(await phone.phone.entries()).toHaveLength(2);
  });

  test("a full phone says so, and the form keeps what was typed", async () => {
    const phone = await testPhone(testServer());
    vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(() => {
      throw new DOMException("No room", "QuotaExceededError");
    });

    expect(await phone.phone.log(speedCheck())).toMatchObject({ ok: false, why: "full" });
    expect(phone.phone.storage.get().phase).toBe("full");
  });

  test("broken storage is told for every way of saving", async () => {
    const phone = await testPhone(testServer());
    vi.spyOn(phone.store, "run").mockRejectedValue(new Error("gone"));

    const answers = [
      await phone.phone.log(speedCheck()),
      await phone.phone.correct("a", speedCheck()),
      await phone.phone.voidEntry("a"),
    ];

    expect(answers).toEqual(answers.map(() => ({ ok: false, why: "storage", detail: "gone" })));
  });

  test("without sign-in or catalogue nothing is saved", async () => {
    const phone = await testPhone(testServer(), { user: null });

    expect(await phone.phone.log(speedCheck())).toMatchObject({ ok: false, why: "not-signed-in" });
    expect(await phone.phone.voidEntry("a")).toMatchObject({ ok: false, why: "not-signed-in" });
    expect(await phone.phone.entries()).toEqual([]);
    expect(await phone.phone.entry("a")).toBeNull();
    await phone.phone.setAside("a");
  });

  test("an entry that is not there is not corrected", async () => {
    const phone = await testPhone(testServer());

    expect(await phone.phone.restoreEntry("x")).toMatchObject({ why: "no-such-entry" });
  });
});
