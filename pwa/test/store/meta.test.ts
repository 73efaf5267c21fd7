import { expect, test } from "vitest";
import {
  deviceId,
  knownAsDemo,
  lastContactAt,
  saveAsDemo,
  saveLastContact,
} from "../../src/store/meta";
import { freshName, freshStore } from "../support/stores";

test("the device id is made once, also when two tabs ask at the same time", async () => {
  const name = freshName();
  const [one, other] = [freshStore(name), freshStore(name)];

  const ids = await Promise.all([deviceId(one, () => "first"), deviceId(other, () => "second")]);

  expect(new Set(ids).size).toBe(1);
  expect(await deviceId(freshStore(name), () => "third")).toBe(ids[0]);
});

test("the last contact is remembered", async () => {
  const store = freshStore();
  expect(await lastContactAt(store)).toBeNull();

  await saveLastContact(store, "2026-10-24T20:00:00Z");

  expect(await lastContactAt(store)).toBe("2026-10-24T20:00:00Z");
});

test("whether the server is a demo is remembered", async () => {
  const store = freshStore();
  expect(await knownAsDemo(store)).toBe(false);

  await saveAsDemo(store, true);

  expect(await knownAsDemo(store)).toBe(true);
});
