/*
 * The whole contract between the screens and what lies beneath them: features/ and main.tsx use this
 * interface and the pure functions of domain/, and nothing else of store/, sync/ or sw/.
 * `boot.ts` builds it. Reading never needs the network; writing is done when the promise resolves.
 */
import type { Observable } from "./domain/observable";
import type { FieldError, Problem } from "./domain/problem";
import type { EntryStatus } from "./domain/status";
import type { Activity } from "./domain/wire/activity";
import type { Catalogue } from "./domain/wire/catalogue";
import type { ContributionsPage, ProgressRow, PromiseProgress } from "./domain/wire/progress";
import type { CitizenPromise } from "./domain/wire/promise";
import type { CountedFor } from "./domain/wire/push";
import type { Session } from "./domain/wire/session";
import type { Place, Unit, Wish } from "./domain/wire/surroundings";
import type { Instant, IsoDate } from "./domain/wire/values";

/** An answer from the server, or why there is none. Nothing here throws for a failed request. */
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export type StorageState =
  | { phase: "open"; persisted: boolean | null }
  /** Another tab holds an older version of the stores open and must be closed. */
  | { phase: "blocked" }
  /** A newer version of the app runs in another tab; this page must be reloaded. */
  | { phase: "outdated" }
  /** The phone's storage is full: nothing more can be saved before something is removed. */
  | { phase: "full" }
  /** No storage at all (private window, broken profile): the app cannot be used. */
  | { phase: "unavailable"; detail: string };

export type SyncPhase =
  | "idle"
  | "pushing"
  | "pulling"
  /** The last try failed; the next comes at `nextTryAt`. */
  | "backing-off"
  /** Nothing is sent before someone signs in; everything is kept. */
  | "needs-sign-in";

export interface SyncState {
  phase: SyncPhase;
  /** The signed-in person's operations that are not applied: on the phone, waiting and needing attention. */
  unsent: number;
  /** How many of those are held at the server. */
  waiting: number;
  /** How many of those the person must correct. */
  needsAttention: number;
  /** Operations of other people kept on this phone. Only their number is ever shown. */
  othersUnsent: number;
  lastContactAt: Instant | null;
  lastError: Problem | null;
  nextTryAt: Instant | null;
  needsSignIn: boolean;
  /** Server time minus phone time at the last answer, in seconds. Shown when large, never applied. */
  clockSkewSeconds: number | null;
}

export interface SignedIn {
  session: Session;
  /** True once the server has confirmed the session since the app started. */
  confirmed: boolean;
}

/** One of the signed-in person's entries, whether it has been sent or not. */
export interface OwnEntry {
  activity_id: string;
  municipality_code: string;
  activity: Activity;
  is_void: boolean;
  status: EntryStatus;
  /** The problems of its rejected operations, oldest first; empty unless it needs attention. */
  problems: Problem[];
  /** Why the latest try to send it failed, if it did; it will be tried again. */
  lastFailure: Problem | null;
  service_date: IsoDate;
  /** When it was written down on this phone, or recorded at the server if it was written elsewhere. */
  written_at: Instant;
  receipt: string | null;
  revision: number | null;
  counted_for: CountedFor[];
  flags: string[];
  clashes: string[];
}

export type Saved =
  | { ok: true; activity_id: string; operation_id: string }
  /** Not saved: what is wrong with the content. */
  | { ok: false; why: "invalid"; errors: FieldError[] }
  /** Not saved: the phone could not keep it. */
  | { ok: false; why: "full" | "storage"; detail: string }
  /** Not saved: nobody is signed in, or the entry is not theirs or not there. */
  | { ok: false; why: "not-signed-in" | "no-such-entry"; detail: string };

export interface SaveOptions {
  /** Weak hits of the personal-data guard that the person has looked at and kept. */
  acceptWeakHits?: boolean;
  reason?: string | null;
}

export type UpdateState = "none" | "offered" | "applying";

export interface ProgressQuery {
  window?: string;
  as_of?: string;
  until?: IsoDate;
}

export interface Phone {
  readonly storage: Observable<StorageState>;
  readonly sync: Observable<SyncState>;
  readonly signedIn: Observable<SignedIn | null>;
  /** The data are invented, which every screen says, also before anyone has signed in. */
  readonly isDemo: Observable<boolean>;
  /** A new version of the app stands ready; it is only taken by `takeUpdate`. */
  readonly update: Observable<UpdateState>;
  /** Counts up after every change of what is stored, in this tab or another: read again then. */
  readonly changes: Observable<number>;

  signIn: (email: string, password: string) => Promise<Answer<Session>>;
  /** Ends the session; everything unsent stays on the phone, owned by its author. */
  signOut: () => Promise<Answer<null>>;

  catalogue: () => Promise<Catalogue | null>;
  /** Places that are not retired, in Swedish order; with a code, only that municipality's. */
  places: (municipality_code?: string) => Promise<Place[]>;
  /** All wishes; domain/places.ts tells which are open. */
  wishes: (municipality_code?: string) => Promise<Wish[]>;
  units: (municipality_code?: string) => Promise<Unit[]>;
  promises: () => Promise<CitizenPromise[]>;
  /** Progress as last synced, one per promise. */
  progress: () => Promise<PromiseProgress[]>;

  /** The signed-in person's entries of the last 90 days and everything unsent, newest evening first. */
  entries: () => Promise<OwnEntry[]>;
  entry: (activity_id: string) => Promise<OwnEntry | null>;

  /** When it resolves with ok, the entry is on disk ("Sparad i telefonen"). */
  log: (activity: Activity, options?: SaveOptions) => Promise<Saved>;
  /** Several entries, all or none: *Fyll i passet*. */
  logAll: (activities: Activity[], options?: SaveOptions) => Promise<Saved[]>;
  /** Appends a correction. A changed municipality becomes a move. */
  correct: (activity_id: string, activity: Activity, options?: SaveOptions) => Promise<Saved>;
  voidEntry: (activity_id: string, options?: SaveOptions) => Promise<Saved>;
  restoreEntry: (activity_id: string, options?: SaveOptions) => Promise<Saved>;
  /** Replaces what the server rejected, and all built on it, by the newest content. */
  repair: (activity_id: string, activity: Activity, options?: SaveOptions) => Promise<Saved>;
  /** Gives up the rejected operations of an entry; they are set aside for 30 days, then removed. */
  setAside: (activity_id: string) => Promise<void>;

  /** Asks the server now, whatever the backoff says. */
  syncNow: () => void;
  takeUpdate: () => void;
  /** A dirty form holds back offers to reload; gives back the way to let go. */
  holdUpdates: () => () => void;

  /** The desk; these need the network. */
  fetchPromises: () => Promise<Answer<CitizenPromise[]>>;
  fetchProgress: (promise_id: string, query?: ProgressQuery) => Promise<Answer<ProgressRow[]>>;
  fetchContributions: (
    commitment_id: string,
    query?: ProgressQuery & { cursor?: string },
  ) => Promise<Answer<ContributionsPage>>;
}
