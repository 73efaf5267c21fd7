/*
 * Says what is wrong with an operation before it is saved, with the same pointers the server would give.
 * The server decides; this only predicts, and contract/activities/ keeps the two alike. What the phone
 * cannot know (a place it never received, a kind revision newer than its catalogue) is left to the server.
 */
import { findKind } from "../catalogue";
import type { FieldError } from "../problem";
import type { Activity } from "../wire/activity";
import type { Kind } from "../wire/catalogue";
import type { Operation } from "../wire/operation";
import type { ValidationContext } from "./context";
import { countErrors, fieldErrors, outcomeErrors } from "./counts";
import { at } from "./limits";
import { listErrors, placeErrors } from "./places";
import { textErrors, validateReason } from "./texts";
import { timeErrors } from "./times";

/** Pointers are relative to the operation ("#/activity/ended_at"); an empty list means valid. */
export function validateOperation(operation: Operation, context: ValidationContext): FieldError[] {
  const errors = validateReason(operation.reason);
  if (!("activity" in operation)) return errors;
  const { activity } = operation;
  if (
    operation.type !== "move_activity" &&
    activity.municipality_code !== operation.municipality_code
  ) {
    errors.push({
      pointer: "#/activity/municipality_code",
      detail: "Kommunen stämmer inte med den som ändringen gäller.",
    });
  }
  return [...errors, ...validateActivity(activity, operation.device_time, context)];
}

/** The same for the content alone, as it would stand in an operation made at `device_time`. */
export function validateActivity(
  activity: Activity,
  device_time: string,
  context: ValidationContext,
): FieldError[] {
  const kind = findKind(context.catalogue, activity.kind, activity.kind_revision);
  if (kind === null) {
    return findKind(context.catalogue, activity.kind) === null
      ? [at("kind", "Aktivitetstypen finns inte.")]
      : // A newer revision than this phone has received: the server has it, or says no.
        [];
  }
  return [
    ...stateErrors(activity, kind),
    ...timeErrors(activity, device_time),
    ...placeErrors(activity, kind, context),
    ...listErrors(activity, kind),
    ...countErrors(activity),
    ...fieldErrors(activity, kind),
    ...outcomeErrors(activity, kind),
    ...textErrors(activity, kind),
  ];
}

function stateErrors(activity: Activity, kind: Kind): FieldError[] {
  const errors: FieldError[] = [];
  if (!kind.states.includes(activity.state)) {
    errors.push(at("state", `${kind.label.sv} kan inte skrivas in i det läget.`));
  }
  const hasReason = activity.cancel_reason !== null && activity.cancel_reason.trim() !== "";
  if (activity.state === "cancelled" && !hasReason) {
    errors.push(at("cancel_reason", "Ange varför det inte blev av."));
  }
  if (activity.state !== "cancelled" && hasReason) {
    errors.push(at("cancel_reason", "Orsak anges bara när det inte blev av."));
  }
  return errors;
}
