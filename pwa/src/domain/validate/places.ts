/* Where it was, and what it is counted over. */
import type { FieldError } from "../problem";
import type { Activity } from "../wire/activity";
import type { Kind } from "../wire/catalogue";
import type { ValidationContext } from "./context";
import { at } from "./limits";

/** Where people walk, no position is asked for or sent. */
const KINDS_WITHOUT_POSITION: readonly string[] = ["night_walk", "safety_walk"];

export function placeErrors(
  activity: Activity,
  kind: Kind,
  context: ValidationContext,
): FieldError[] {
  const errors: FieldError[] = [];
  const place = context.places.find((known) => known.id === activity.place_id);
  if (place !== undefined && place.municipality_code !== activity.municipality_code) {
    errors.push(at("place_id", "Platsen ligger i en annan kommun."));
  }
  if (activity.place_id !== null && activity.place_name !== null) {
    errors.push(at("place_name", "Välj antingen en plats i listan eller skriv en egen."));
  }
  // The form asks for a place where the kind needs one; the server takes what a phone of any age sends.
  if (
    kind.needs_place &&
    activity.state === "done" &&
    activity.place_id === null &&
    activity.place_name === null
  ) {
    errors.push(at("place_id", "Välj en plats."));
  }
  if (activity.position !== null) {
    if (activity.place_id !== null) {
      errors.push(at("position", "Positionen skickas bara när ingen plats är vald."));
    } else if (KINDS_WITHOUT_POSITION.includes(activity.kind)) {
      errors.push(at("position", "För vandringar skickas aldrig någon position."));
    }
  }
  return errors;
}

export function listErrors(activity: Activity, kind: Kind): FieldError[] {
  if (activity.unit_ids.length === 0 || kind.takes_units) return [];
  return [at("unit_ids", `${kind.label.sv} gäller inte skolor eller årskurser.`)];
}
