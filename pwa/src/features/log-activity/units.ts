/** Units as a form shows them: one group a school, its grades in order. Pure. */
import { swedishOrder } from "../../domain/places";
import type { Unit } from "../../domain/wire/surroundings";
import type { Messages } from "../../ui/messages";

export interface UnitGroup {
  name: string;
  units: Unit[];
}

/** Units that are valid on the day, of the kind's unit kind, in the entry's municipality. */
export function unitsFor(
  units: readonly Unit[],
  given: { municipality_code: string; unit_kind: string | null; day: string },
): Unit[] {
  return units.filter(
    (unit) =>
      unit.municipality_code === given.municipality_code &&
      (given.unit_kind === null || unit.unit_kind === given.unit_kind) &&
      (unit.valid_from === null || unit.valid_from <= given.day) &&
      (unit.valid_to === null || given.day <= unit.valid_to),
  );
}

/** Grouped by name in Swedish order; grades by number, so that 10 comes after 9. */
export function groupUnits(units: readonly Unit[]): UnitGroup[] {
  const groups = new Map<string, Unit[]>();
  for (const unit of units) groups.set(unit.name, [...(groups.get(unit.name) ?? []), unit]);
  return [...groups]
    .map(([name, members]) => ({
      name,
      units: members.sort((a, b) =>
        String(a.grade ?? "").localeCompare(String(b.grade ?? ""), "sv", { numeric: true }),
      ),
    }))
    .sort((a, b) => swedishOrder.compare(a.name, b.name));
}

/** "Åk 7"; a unit without a grade is chosen as a whole. */
export function unitGrade(unit: Unit, m: Messages): string {
  return unit.grade === null ? m.form.wholeUnit : m.form.grade(String(unit.grade));
}

/** "Bohusskolan åk 7" */
export function unitName(unit: Unit, m: Messages): string {
  return unit.grade === null ? unit.name : `${unit.name} ${m.form.gradeInText(String(unit.grade))}`;
}
