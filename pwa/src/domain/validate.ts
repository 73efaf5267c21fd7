/*
 * Says what is wrong with an entry before it is saved, with the same pointers the server would give.
 * The server decides; this only predicts, and contract/activities/ keeps the two alike.
 */
import type { FieldError } from "./problem";
import type { Catalogue, Operation, Place } from "./wire";

export interface ValidationContext {
  catalogue: Catalogue;
  /** Every place the phone knows; a place it does not know is left to the server. */
  places: readonly Pick<Place, "id" | "municipality_code">[];
}

/** Pointers are relative to the operation ("#/activity/ended_at"); an empty list means valid. */
export function validateOperation(operation: Operation, context: ValidationContext): FieldError[] {
  throw new Error(`not written yet: ${operation.type} ${context.catalogue.digest}`);
}
