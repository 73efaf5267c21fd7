/*
 * Saving, as the screens ask for it: look through, compose, store. Whatever goes wrong becomes an answer, and
 * an answer that says ok is given only when the entry is on disk.
 */
import { tidyActivity, tidyText } from "./domain/activity";
import type { Surroundings } from "./domain/operation";
import type { FieldError } from "./domain/problem";
import { validateActivity } from "./domain/validate/operation";
import { validateReason, weakHits } from "./domain/validate/texts";
import type { Activity } from "./domain/wire/activity";
import type { Phone, Saved, SaveOptions } from "./phone";
import { isQuotaError, type Store } from "./store/open";
import {
  NoSuchEntry,
  recordCorrection,
  recordLogs,
  recordRestore,
  recordVoid,
  type Written,
} from "./store/record";
import { listKnownPlaces, readCatalogue } from "./store/synced";

export interface SavingParts {
  store: Store;
  surroundings: Surroundings;
  author: () => string | null;
  /** After something is on disk. It never rejects: what fails there must not say that nothing was saved. */
  onSaved: () => Promise<void>;
}

export type Saving = Pick<
  Phone,
  "log" | "logAll" | "correct" | "repair" | "voidEntry" | "restoreEntry"
>;

export function createSaving({ store, surroundings, author, onSaved }: SavingParts): Saving {
  /** Writes for the signed-in person; what goes wrong becomes an answer. */
  async function save(
    errors: FieldError[],
    write: (author_id: string) => Promise<Written[]>,
  ): Promise<Saved[]> {
    const author_id = author();
    if (author_id === null) {
      return [{ ok: false, why: "not-signed-in", detail: "Du behöver logga in." }];
    }
    if (errors.length > 0) return [{ ok: false, why: "invalid", errors }];
    let written: Written[];
    try {
      written = await write(author_id);
    } catch (error) {
      return [refusal(error)];
    }
    await onSaved();
    return written.map((one) => ({ ok: true, ...one }));
  }

  async function contentErrors(
    activities: readonly Activity[],
    options: SaveOptions,
  ): Promise<FieldError[]> {
    const [catalogue, places] = await Promise.all([readCatalogue(store), listKnownPlaces(store)]);
    if (catalogue === null) {
      return [{ pointer: "#/activity/kind", detail: "Aktivitetstyperna är inte hämtade än." }];
    }
    const now = surroundings.now().toISOString();
    return [
      ...reasonErrors(options),
      ...activities.flatMap((activity) => [
        ...validateActivity(activity, now, { catalogue, places }),
        ...(options.acceptWeakHits === true ? [] : weakHits(activity, null)),
      ]),
    ];
  }

  async function one(
    errors: FieldError[] | Promise<FieldError[]>,
    write: (author_id: string) => Promise<Written>,
  ): Promise<Saved> {
    let found: FieldError[];
    try {
      found = await errors;
    } catch (error) {
      return refusal(error);
    }
    const [saved] = await save(found, async (author_id) => [await write(author_id)]);
    return saved ?? { ok: false, why: "storage", detail: "" };
  }

  const reasonOf = (options: SaveOptions): string | null => tidyText(options.reason ?? null);

  async function logAll(activities: Activity[], options: SaveOptions = {}): Promise<Saved[]> {
    const tidy = activities.map(tidyActivity);
    let errors: FieldError[];
    try {
      errors = await contentErrors(tidy, options);
    } catch (error) {
      return activities.map(() => refusal(error));
    }
    const saved = await save(errors, (author_id) =>
      recordLogs(store, author_id, tidy, surroundings),
    );
    const [first] = saved;
    return saved.length === activities.length || first === undefined
      ? saved
      : activities.map(() => first);
  }

  function correct(
    activity_id: string,
    activity: Activity,
    options: SaveOptions = {},
  ): Promise<Saved> {
    const tidy = tidyActivity(activity);
    return one(contentErrors([tidy], options), (author_id) =>
      recordCorrection(store, author_id, activity_id, tidy, surroundings, reasonOf(options)),
    );
  }

  return {
    log: async (activity, options = {}) => {
      const [saved] = await logAll([activity], options);
      return saved ?? { ok: false, why: "storage", detail: "" };
    },
    logAll,
    correct,
    repair: correct,
    voidEntry: (activity_id, options = {}) =>
      one(reasonErrors(options), (author_id) =>
        recordVoid(store, author_id, activity_id, surroundings, reasonOf(options)),
      ),
    restoreEntry: (activity_id, options = {}) =>
      one(reasonErrors(options), (author_id) =>
        recordRestore(store, author_id, activity_id, surroundings, reasonOf(options)),
      ),
  };
}

/** What is wrong with the reason alone, weak hits too unless they are accepted. */
function reasonErrors(options: SaveOptions): FieldError[] {
  const reason = tidyText(options.reason ?? null);
  return [
    ...validateReason(reason),
    ...(options.acceptWeakHits === true ? [] : weakHits(null, reason)),
  ];
}

function refusal(error: unknown): Saved {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof NoSuchEntry) return { ok: false, why: "no-such-entry", detail };
  return { ok: false, why: isQuotaError(error) ? "full" : "storage", detail };
}
