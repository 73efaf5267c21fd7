/** The fields and outcomes of a kind, each as the control its definition asks for. */
import type { JSX } from "preact";
import type { Activity, FieldValue } from "../../domain/wire/activity";
import type { FieldDefinition, Outcome } from "../../domain/wire/catalogue";
import { Choices } from "../../ui/choices";
import { TextField } from "../../ui/field";
import { label, messages } from "../../ui/messages";
import { Stepper, type StepperWords } from "../../ui/stepper";
import { fieldId, outcomeId } from "./targets";

interface FieldsProps {
  fields: readonly FieldDefinition[];
  values: Activity["fields"];
  errors: Record<string, string>;
  onChange: (code: string, value: FieldValue) => void;
}

export function KindFields({ fields, values, errors, onChange }: FieldsProps): JSX.Element {
  return (
    <>
      {fields.map((field) => (
        <KindField
          key={field.code}
          field={field}
          value={values[field.code] ?? null}
          error={errors[fieldId(field.code)]}
          onChange={(value) => {
            onChange(field.code, value);
          }}
        />
      ))}
    </>
  );
}

function stepperWords(): StepperWords {
  const m = messages.value;
  return {
    notCounted: m.form.notCounted,
    zero: m.form.zero,
    less: m.form.less,
    more: m.form.moreOf,
  };
}

function KindField({
  field,
  value,
  error,
  onChange,
}: {
  field: FieldDefinition;
  value: FieldValue;
  error: string | undefined;
  onChange: (value: FieldValue) => void;
}): JSX.Element {
  const m = messages.value;
  const id = fieldId(field.code);
  const name = fieldName(field);
  switch (field.type) {
    case "integer":
      return (
        <Stepper
          id={id}
          label={name}
          value={typeof value === "number" ? value : null}
          minimum={field.minimum}
          maximum={field.maximum}
          required={field.required}
          words={stepperWords()}
          error={error}
          onChange={onChange}
        />
      );
    case "choice":
      return (
        <Choices
          id={id}
          label={name}
          choices={field.choices.map((choice) => ({
            value: choice.value,
            label: shortChoice(label(choice.label), field),
          }))}
          value={typeof value === "string" ? value : null}
          error={error}
          onChange={onChange}
        />
      );
    case "boolean":
      return (
        <Choices
          id={id}
          label={name}
          choices={[
            { value: "yes", label: m.form.yes },
            { value: "no", label: m.form.no },
          ]}
          value={value === null ? null : value === true ? "yes" : "no"}
          error={error}
          onChange={(answer) => {
            onChange(answer === null ? null : answer === "yes");
          }}
        />
      );
    case "text":
      return (
        <TextField
          id={id}
          label={name}
          value={typeof value === "string" ? value : ""}
          error={error}
          hint={m.form.noPersons}
          maxLength={field.maximum ?? undefined}
          onInput={(text) => {
            onChange(text === "" ? null : text);
          }}
        />
      );
  }
}

/** "Hastighetsgräns (km/h)": a choice says its unit once, in the label. */
function fieldName(field: FieldDefinition): string {
  const name = label(field.label);
  return field.type === "choice" && field.unit ? `${name} (${label(field.unit)})` : name;
}

/** "50 km/h" under a label that already says km/h reads faster as "50". */
function shortChoice(text: string, field: FieldDefinition): string {
  const unit = field.unit ? ` ${label(field.unit)}` : "";
  return unit !== "" && text.endsWith(unit) ? text.slice(0, -unit.length) : text;
}

export function Outcomes({
  outcomes,
  values,
  errors,
  onChange,
}: {
  outcomes: readonly Outcome[];
  values: Activity["outcomes"];
  errors: Record<string, string>;
  onChange: (code: string, value: number | null) => void;
}): JSX.Element {
  return (
    <>
      {outcomes.map((outcome) => (
        <Stepper
          key={outcome.code}
          id={outcomeId(outcome.code)}
          label={label(outcome.plural)}
          value={values[outcome.code] ?? null}
          words={stepperWords()}
          error={errors[outcomeId(outcome.code)]}
          onChange={(value) => {
            onChange(outcome.code, value);
          }}
        />
      ))}
    </>
  );
}
