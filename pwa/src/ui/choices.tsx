/** Big choices without a keyboard: one of several (radio), or one or none (toggle buttons). */
import type { JSX } from "preact";
import { FieldError } from "./field";

export interface Choice {
  value: string;
  label: string;
}

interface Props {
  id: string;
  label: string;
  choices: readonly Choice[];
  value: string | null;
  onChange: (value: string | null) => void;
  hint?: string | undefined;
  error?: string | null | undefined;
  /** Always exactly one chosen: radio buttons, with the arrow keys moving between them. */
  always?: boolean | undefined;
}

export function Choices(props: Props): JSX.Element {
  return props.always ? <OneOf {...props} /> : <OneOrNone {...props} />;
}

/** Short answers such as speed limits stand in even columns; long ones take the room they need. */
function rowClass(choices: readonly Choice[]): string {
  return choices.length > 4 && choices.every(({ label }) => label.length <= 4)
    ? "choices even"
    : "choices";
}

function describedBy(id: string, hint?: string, error?: string | null): string | undefined {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

function OneOf({ id, label, choices, value, onChange, hint, error }: Props): JSX.Element {
  return (
    <fieldset class="field" id={id} aria-describedby={describedBy(id, hint, error)}>
      <legend class="label">{label}</legend>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div class={rowClass(choices)}>
        {choices.map((choice) => (
          <label class="choice" key={choice.value}>
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
      <FieldError id={id} error={error} />
    </fieldset>
  );
}

/** Tapping the chosen one again clears it, so that "not answered" stays possible. */
function OneOrNone({ id, label, choices, value, onChange, hint, error }: Props): JSX.Element {
  return (
    <fieldset class="field" id={id} aria-describedby={describedBy(id, hint, error)}>
      <legend class="label">{label}</legend>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div class={rowClass(choices)}>
        {choices.map((choice) => (
          <button
            type="button"
            class="choice"
            key={choice.value}
            aria-pressed={choice.value === value}
            onClick={() => onChange(choice.value === value ? null : choice.value)}
          >
            <span>{choice.label}</span>
          </button>
        ))}
      </div>
      <FieldError id={id} error={error} />
    </fieldset>
  );
}
