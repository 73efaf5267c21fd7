/* Promises with everything in them. */
import type { IsoDate } from "./values";

export type CommitmentRole = "promise" | "goal" | "method" | "heading";

export interface CountingRule {
  revision?: number;
  type: string;
  target: number | null;
  window: string | null;
  kinds: string[];
  where: Record<string, unknown> | null;
  sum_of: string | null;
  unit_kind: string | null;
  text: string | null;
}

export interface Party {
  organisation_id?: string | null;
  name: string;
  role: "lead" | "contributor";
  unit?: string | null;
}

export interface Commitment {
  id: string;
  promise_id: string;
  focus_area_id: string | null;
  position: number;
  short_name: string;
  text: string;
  role: CommitmentRole;
  parties: Party[];
  counting_rule: CountingRule | null;
  withdrawn: boolean;
}

export interface ResultLine {
  id: string;
  focus_area_id: string | null;
  text: string;
  parties: (Party | string)[];
  low: number | null;
  high: number | null;
  qualifier: string | null;
  words: string | null;
}

export interface CitizenPromise {
  id: string;
  municipality_code: string;
  label: string;
  title: string;
  starts_on: IsoDate;
  ends_on: IsoDate | null;
  until_further_notice: boolean;
  status: "draft" | "active" | "ended" | "superseded";
  is_example: boolean;
  source_note: string | null;
  sections: { heading: string; text: string }[];
  parties: (Party | string)[];
  focus_areas: { id: string; name: string }[];
  commitments: Commitment[];
  result_lines: ResultLine[];
}
