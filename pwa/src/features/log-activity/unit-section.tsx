/** Which schools and grades a meeting reached: every unit a toggle, grouped by its name. */
import type { JSX } from "preact";
import type { Unit } from "../../domain/wire/surroundings";
import { FieldError } from "../../ui/field";
import { messages } from "../../ui/messages";
import { TARGETS } from "./targets";
import { groupUnits, unitGrade } from "./units";

export function UnitSection({
  units,
  chosen,
  error,
  onToggle,
}: {
  units: readonly Unit[];
  chosen: readonly string[];
  error: string | undefined;
  onToggle: (id: string) => void;
}): JSX.Element {
  const m = messages.value;
  return (
    <section class="stack" id={TARGETS.units} tabIndex={-1} aria-labelledby="form-units-title">
      <div class="row spread">
        <h2 id="form-units-title">{m.form.units}</h2>
        <span class="soft" role="status">
          {m.form.unitsChosen(chosen.length)}
        </span>
      </div>
      <FieldError id={TARGETS.units} error={error} />
      {units.length === 0 && <p class="hint">{m.form.noUnits}</p>}
      {groupUnits(units).map((group) => (
        <fieldset class="field" key={group.name}>
          <legend class="label">{group.name}</legend>
          <div class="choices">
            {group.units.map((unit) => (
              <button
                type="button"
                class="choice"
                key={unit.id}
                aria-pressed={chosen.includes(unit.id)}
                onClick={() => {
                  onToggle(unit.id);
                }}
              >
                <span>{unitGrade(unit, m)}</span>
              </button>
            ))}
          </div>
        </fieldset>
      ))}
    </section>
  );
}
