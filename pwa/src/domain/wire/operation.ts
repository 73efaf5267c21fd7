/* What a phone asks the server to do. */
import type { Activity } from "./activity";
import type { Instant } from "./values";

export type OperationType =
  "log_activity" | "correct_activity" | "void_activity" | "restore_activity" | "move_activity";

/** What a correction, void, restore or move was made on: exactly one of the two. */
export type OperationBase =
  { base_operation_id: string } | { base_revision: number; base_epoch: string };

interface OperationCommon {
  operation_id: string;
  activity_id: string;
  municipality_code: string;
  device_time: Instant;
  app_version: string;
  reason: string | null;
}

/** One thing a phone asks the server to do. Immutable once composed. */
export type Operation =
  | (OperationCommon & { type: "log_activity"; activity: Activity })
  | (OperationCommon & { type: "correct_activity"; activity: Activity } & OperationBase)
  | (OperationCommon & { type: "void_activity" } & OperationBase)
  | (OperationCommon & { type: "restore_activity" } & OperationBase)
  | (OperationCommon & {
      type: "move_activity";
      new_activity_id: string;
      activity: Activity;
    } & OperationBase);
