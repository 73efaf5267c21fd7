/** The rows of a promise in the order they are read: by focus area, goals apart. Pure. */
import type { ProgressRow } from "../../domain/wire/progress";
import type { CitizenPromise, Commitment, ResultLine } from "../../domain/wire/promise";

export interface RowWithText {
  row: ProgressRow;
  commitment: Commitment | undefined;
}

export interface Area {
  id: string;
  /** Null for what belongs to no focus area. */
  name: string | null;
  rows: RowWithText[];
  goals: RowWithText[];
  resultLines: ResultLine[];
}

/** Focus areas with something in them, in the promise's own order; the rest last. */
export function arrangeRows(promise: CitizenPromise, rows: readonly ProgressRow[]): Area[] {
  const commitments = new Map(promise.commitments.map((one) => [one.id, one]));
  const known = new Set(promise.focus_areas.map((area) => area.id));
  const joined = rows
    .map((row) => ({ row, commitment: commitments.get(row.commitment_id) }))
    .sort((a, b) => (a.commitment?.position ?? 0) - (b.commitment?.position ?? 0));
  const within = (area: string | null | undefined, id: string): boolean =>
    id === "" ? !area || !known.has(area) : area === id;
  return [...promise.focus_areas, { id: "", name: null }]
    .map((area): Area => {
      const members = joined.filter(({ commitment }) => within(commitment?.focus_area_id, area.id));
      return {
        id: area.id,
        name: area.name,
        rows: members.filter(({ row }) => row.role === "promise"),
        goals: members.filter(({ row }) => row.role === "goal" || row.role === "method"),
        resultLines: promise.result_lines.filter((line) => within(line.focus_area_id, area.id)),
      };
    })
    .filter((area) => area.rows.length > 0 || area.goals.length > 0 || area.resultLines.length > 0);
}

/** How many of the promised rows are met: "5 av 7 uppfyllda". Withdrawn ones are not asked for. */
export function metCount(rows: readonly ProgressRow[]): { met: number; all: number } {
  const promised = rows.filter((row) => row.role === "promise" && row.status !== "withdrawn");
  return { met: promised.filter((row) => row.status === "met").length, all: promised.length };
}

/** Running promises first, newest first; then ended ones, newest first. Drafts are for the desk. */
export function arrangePromises(promises: readonly CitizenPromise[]): {
  running: CitizenPromise[];
  ended: CitizenPromise[];
} {
  const newest = [...promises]
    .filter((promise) => promise.status !== "draft")
    .sort((a, b) => b.starts_on.localeCompare(a.starts_on));
  return {
    running: newest.filter((promise) => promise.status === "active"),
    ended: newest.filter((promise) => promise.status !== "active"),
  };
}
