/* What the server sends a phone. */
import type { Activity } from "./activity";
import type { Catalogue } from "./catalogue";
import type { PromiseProgress } from "./progress";
import type { CitizenPromise } from "./promise";
import type { CountedFor, PushResult } from "./push";
import type { Place, Unit, Wish } from "./surroundings";
import type { Instant, IsoDate } from "./values";

/** An own entry as the server holds it. */
export interface SyncedActivity {
  activity_id: string;
  municipality_code: string;
  revision: number;
  is_void: boolean;
  activity: Activity;
  receipt: string | null;
  recorded_at: Instant;
  service_date: IsoDate;
  counted_for: CountedFor[];
  flags: string[];
  clashes: string[];
}

export interface PullPage {
  cursor: string;
  has_more: boolean;
  /** True on every page of a full send: everything synced before is replaced. */
  reset: boolean;
  epoch: string;
  server_time: Instant;
  /** Null: unchanged since the cursor. */
  catalogue: Catalogue | null;
  places: Place[];
  wishes: Wish[];
  units: Unit[];
  promises: CitizenPromise[];
  /** Whole, on the last page only. */
  progress: PromiseProgress[];
  activities: SyncedActivity[];
  receipts: PushResult[];
}
