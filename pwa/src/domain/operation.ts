/*
 * Composing what a phone asks the server to do. Pure: the clock and the randomness are passed in.
 * A composed operation is frozen; editing an entry that is still on the phone never changes its operation
 * but appends a correction that names the operation it was made on (Flow 1, step 1).
 */
import type { Activity } from "./wire/activity";
import type { Operation, OperationBase } from "./wire/operation";
import type { Instant } from "./wire/values";

/** What is impure, handed in: the time now, and random bytes. */
export interface Surroundings {
  now: () => Date;
  /** Gives that many random bytes. */
  random: (length: number) => Uint8Array;
  appVersion: string;
}

/** A UUID of version 7 (RFC 9562): 48 bits of milliseconds, then random. */
export function uuidv7(surroundings: Pick<Surroundings, "now" | "random">): string {
  const bytes = new Uint8Array(16);
  bytes.set(surroundings.random(10), 6);
  let rest = surroundings.now().getTime();
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

function common(surroundings: Surroundings, reason: string | null) {
  const device_time: Instant = surroundings.now().toISOString();
  return {
    operation_id: uuidv7(surroundings),
    device_time,
    app_version: surroundings.appVersion,
    reason,
  };
}

/** A new entry, or (with `activity_id`) the one log that repairs a rejected one. */
export function composeLog(
  activity: Activity,
  surroundings: Surroundings,
  activity_id: string = uuidv7(surroundings),
): Extract<Operation, { type: "log_activity" }> {
  return freeze({
    ...common(surroundings, null),
    type: "log_activity" as const,
    activity_id,
    municipality_code: activity.municipality_code,
    activity: structuredClone(activity),
  });
}

/** The whole entry anew, made on `base`. A changed municipality is a move, not a correction. */
export function composeCorrection(
  activity_id: string,
  activity: Activity,
  base: OperationBase,
  surroundings: Surroundings,
  reason: string | null = null,
): Extract<Operation, { type: "correct_activity" }> {
  return freeze({
    ...common(surroundings, reason),
    type: "correct_activity" as const,
    activity_id,
    municipality_code: activity.municipality_code,
    ...base,
    activity: structuredClone(activity),
  });
}

interface Named {
  activity_id: string;
  municipality_code: string;
}

/** The entry no longer stands. */
export function composeVoid(
  entry: Named,
  base: OperationBase,
  surroundings: Surroundings,
  reason: string | null = null,
): Extract<Operation, { type: "void_activity" }> {
  return freeze({
    ...common(surroundings, reason),
    type: "void_activity" as const,
    activity_id: entry.activity_id,
    municipality_code: entry.municipality_code,
    ...base,
  });
}

/** A voided entry stands again. */
export function composeRestore(
  entry: Named,
  base: OperationBase,
  surroundings: Surroundings,
  reason: string | null = null,
): Extract<Operation, { type: "restore_activity" }> {
  return freeze({
    ...common(surroundings, reason),
    type: "restore_activity" as const,
    activity_id: entry.activity_id,
    municipality_code: entry.municipality_code,
    ...base,
  });
}

/** The entry belongs to another municipality: the old one is voided and a new one stands in its place. */
export function composeMove(
  entry: Named,
  activity: Activity,
  base: OperationBase,
  surroundings: Surroundings,
  reason: string | null = null,
  new_activity_id: string = uuidv7(surroundings),
): Extract<Operation, { type: "move_activity" }> {
  return freeze({
    ...common(surroundings, reason),
    type: "move_activity" as const,
    activity_id: entry.activity_id,
    new_activity_id,
    municipality_code: entry.municipality_code,
    ...base,
    activity: structuredClone(activity),
  });
}
