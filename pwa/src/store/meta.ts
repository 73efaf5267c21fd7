/*
 * Small facts about this phone: its device id, the counter that orders its operations, the last contact, and
 * whether the server is a demo.
 */
import type { Instant } from "../domain/wire/values";
import { write, type Store } from "./open";
import type { Writing } from "./schema";

/** The phone's own id, made at the first call and never changed. */
export function deviceId(store: Store, make: () => string): Promise<string> {
  return write(store, async (writing) => {
    const meta = writing.objectStore("meta");
    const known = await meta.get("device_id");
    if (typeof known === "string") return known;
    const made = make();
    await meta.put(made, "device_id");
    return made;
  });
}

/** The next positions in the phone's order of operations, taken inside the caller's transaction. */
export async function takePositions(writing: Writing, count: number): Promise<number> {
  const meta = writing.objectStore("meta");
  const next = (await meta.get("next_position")) ?? 1;
  const first = typeof next === "number" ? next : 1;
  await meta.put(first + count, "next_position");
  return first;
}

export function lastContactAt(store: Store): Promise<Instant | null> {
  return store.run(async (db) => {
    const value = await db.get("meta", "last_contact_at");
    return typeof value === "string" ? value : null;
  });
}

export function saveLastContact(store: Store, at: Instant): Promise<void> {
  return store.run(async (db) => {
    await db.put("meta", at, "last_contact_at");
  });
}

/** Whether the server said last that it is a demo; a phone that has not heard says no. */
export function knownAsDemo(store: Store): Promise<boolean> {
  return store.run(async (db) => (await db.get("meta", "is_demo")) === 1);
}

export function saveAsDemo(store: Store, isDemo: boolean): Promise<void> {
  return store.run(async (db) => {
    await db.put("meta", isDemo ? 1 : 0, "is_demo");
  });
}
