/*
 * Who was last signed in, so that the app starts and writes without the network. It is no credential:
 * the cookie is, and the server asks for it again when something is sent.
 */
import type { Session } from "../domain/wire/session";
import type { Instant } from "../domain/wire/values";
import { write, type Store } from "./open";
import { clearSynced } from "./synced";

export function lastSession(store: Store): Promise<Session | null> {
  return store.run(async (db) => (await db.get("session", "current"))?.session ?? null);
}

/**
 * Keeps the session. Where another person was signed in before, what was synced for them is cleared in the
 * same transaction; outbox, sent and entries stay, each under its author.
 */
export function saveSession(store: Store, session: Session, at: Instant): Promise<void> {
  return write(store, async (writing) => {
    // The token is fetched fresh before every push; a stored one would only be stale.
    const kept = { session: { ...session, csrf_token: "" }, signed_in_at: at };
    await writing.objectStore("session").put(kept, "current");
    const synced = await writing.objectStore("synced").get("current");
    if (synced !== undefined && synced.author_id !== session.user.id) await clearSynced(writing);
  });
}

/** After signing out the app starts at the sign-in; nothing that was written is touched. */
export function forgetSession(store: Store): Promise<void> {
  return store.run(async (db) => {
    await db.delete("session", "current");
  });
}
