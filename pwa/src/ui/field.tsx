/** Labelled text inputs, and the sentence under a field that must be put right. */
import type { JSX } from "preact";
import { Icon } from "./icon";

export function FieldError({
  id,
  error,
}: {
  id: string;
  error: string | null | undefined;
}): JSX.Element | null {
  if (!error) return null;
  return (
    <p class="field-error" id={`${id}-error`}>
      <Icon name="alert" size={20} />
      <span>{error}</span>
    </p>
  );
}

interface Props {
  id: string;
  label: string;
  value: string;
  onInput: (value: string) => void;
  type?: "text" | "email" | "password" | "date" | "time" | "search" | undefined;
  hint?: string | undefined;
  error?: string | null | undefined;
  autocomplete?: string | undefined;
  maxLength?: number | undefined;
  max?: string | undefined;
  required?: boolean | undefined;
}

export function TextField({
  id,
  label,
  value,
  onInput,
  type = "text",
  hint,
  error,
  autocomplete,
  maxLength,
  max,
  required = false,
}: Props): JSX.Element {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  // Preact types every kind of input apart, and a union of six is none of them.
  const typed = { type } as { type: "text" };
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        class="input"
        id={id}
        {...typed}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        autocomplete={autocomplete}
        maxLength={maxLength}
        max={max}
        required={required}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      />
      <FieldError id={id} error={error} />
    </div>
  );
}

export function TextArea({
  id,
  label,
  value,
  onInput,
  hint,
  error,
  maxLength,
}: Pick<
  Props,
  "id" | "label" | "value" | "onInput" | "hint" | "error" | "maxLength"
>): JSX.Element {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <textarea
        class="input"
        id={id}
        rows={3}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        maxLength={maxLength}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      />
      <FieldError id={id} error={error} />
    </div>
  );
}
