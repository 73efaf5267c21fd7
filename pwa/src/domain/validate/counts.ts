/* What a kind asks about: its fields, its outcomes and how many took part. */
import type { FieldError } from "../problem";
import type { Activity, FieldValue } from "../wire/activity";
import type { FieldDefinition, Kind } from "../wire/catalogue";
import { at, isCount, lengthOf, MAX_COUNT, token } from "./limits";

export function countErrors(activity: Activity): FieldError[] {
  if (activity.participants === null || isCount(activity.participants)) return [];
  return [at("participants", "Ange ett helt antal, 0 eller mer.")];
}

export function fieldErrors(activity: Activity, kind: Kind): FieldError[] {
  const errors: FieldError[] = [];
  for (const [code, value] of Object.entries(activity.fields)) {
    const definition = kind.fields.find((field) => field.code === code);
    const pointer = `fields/${token(code)}`;
    if (definition === undefined) {
      errors.push(at(pointer, "Fältet hör inte till den här aktivitetstypen."));
    } else if (value !== null) {
      const detail = valueFault(definition, value);
      if (detail !== null) errors.push(at(pointer, detail));
    }
  }
  if (activity.state === "done") {
    for (const field of kind.fields) {
      if (field.required && !field.retired && (activity.fields[field.code] ?? null) === null) {
        errors.push(at(`fields/${token(field.code)}`, `Fyll i ${field.label.sv.toLowerCase()}.`));
      }
    }
  }
  return errors;
}

/** What is wrong with a value that is not null, or null. */
function valueFault(field: FieldDefinition, value: Exclude<FieldValue, null>): string | null {
  switch (field.type) {
    case "integer":
      if (typeof value !== "number" || !Number.isInteger(value)) return "Ange ett helt tal.";
      return rangeFault(
        { minimum: field.minimum ?? 0, maximum: field.maximum ?? MAX_COUNT },
        value,
        "",
      );
    case "boolean":
      return typeof value === "boolean" ? null : "Svara ja eller nej.";
    case "choice":
      return field.choices.some((choice) => choice.value === value)
        ? null
        : "Välj ett av alternativen.";
    case "text":
      if (typeof value !== "string") return "Skriv en text.";
      return rangeFault(field, lengthOf(value), " tecken");
  }
}

/** An integer's bounds, or a text's number of characters. */
function rangeFault(
  field: Pick<FieldDefinition, "minimum" | "maximum">,
  value: number,
  unit: string,
): string | null {
  if (field.minimum !== null && value < field.minimum) return `Minst ${field.minimum}${unit}.`;
  if (field.maximum !== null && value > field.maximum) return `Högst ${field.maximum}${unit}.`;
  return null;
}

export function outcomeErrors(activity: Activity, kind: Kind): FieldError[] {
  return Object.entries(activity.outcomes).flatMap(([code, count]) => {
    const pointer = `outcomes/${token(code)}`;
    if (!kind.outcomes.includes(code)) {
      return at(pointer, "Utfallet hör inte till den här aktivitetstypen.");
    }
    if (count !== null && !isCount(count)) return at(pointer, "Ange ett helt antal, 0 eller mer.");
    return [];
  });
}
