/**
 * A count made with thumbs. `null` (*Inte räknat*) and 0 are different answers with a button each;
 * the box in the middle also takes digits from a keyboard for whoever has one.
 */
import type { JSX } from "preact";
import { FieldError } from "./field";
import { Icon } from "./icon";

export interface StepperWords {
  notCounted: string;
  zero: string;
  less: (label: string) => string;
  more: (label: string) => string;
}

interface Props {
  id: string;
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
  words: StepperWords;
  minimum?: number | null | undefined;
  maximum?: number | null | undefined;
  /** An answer is needed, so *Inte räknat* is not offered. */
  required?: boolean | undefined;
  error?: string | null | undefined;
}

/** Digits only; an emptied box means not counted. */
export function readCount(text: string): number | null {
  const digits = text.replace(/\D/g, "").slice(0, 6);
  return digits === "" ? null : Number(digits);
}

export function Stepper({
  id,
  label,
  value,
  onChange,
  words,
  minimum = 0,
  maximum = null,
  required = false,
  error,
}: Props): JSX.Element {
  const lowest = minimum ?? 0;
  const step = (by: number): void => {
    const next = (value ?? (by > 0 ? Math.max(lowest - 1, 0) : lowest)) + by;
    onChange(Math.max(lowest, maximum === null ? next : Math.min(next, maximum)));
  };
  return (
    <div class="field stepper" role="group" aria-labelledby={`${id}-label`}>
      <span class="label" id={`${id}-label`}>
        {label}
      </span>
      <div class="stepper-row">
        {!required && (
          <button
            type="button"
            class="choice"
            aria-pressed={value === null}
            onClick={() => onChange(null)}
          >
            <span>{words.notCounted}</span>
          </button>
        )}
        {lowest === 0 && (
          <button
            type="button"
            class="choice zero"
            aria-pressed={value === 0}
            onClick={() => onChange(0)}
          >
            <span>{words.zero}</span>
          </button>
        )}
        <button
          type="button"
          class="step"
          aria-label={words.less(label)}
          disabled={value === null || value <= lowest}
          onClick={() => step(-1)}
        >
          <Icon name="minus" />
        </button>
        <input
          class="input count"
          id={id}
          type="text"
          inputMode="numeric"
          autocomplete="off"
          aria-labelledby={`${id}-label`}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          value={value === null ? "" : String(value)}
          placeholder="–"
          onInput={(event) => onChange(readCount(event.currentTarget.value))}
        />
        <button
          type="button"
          class="step more"
          aria-label={words.more(label)}
          disabled={maximum !== null && value !== null && value >= maximum}
          onClick={() => step(1)}
        >
          <Icon name="plus" />
        </button>
      </div>
      <FieldError id={id} error={error} />
    </div>
  );
}
