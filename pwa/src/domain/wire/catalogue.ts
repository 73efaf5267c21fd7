/* Kinds of activity, their fields and outcomes. */
import type { ActivityState } from "./activity";
import type { OrganisationKind } from "./session";
import type { Label } from "./values";

export interface FieldDefinition {
  code: string;
  type: "integer" | "choice" | "boolean" | "text";
  label: Label;
  unit: Label | null;
  choices: { value: string; label: Label }[];
  minimum: number | null;
  maximum: number | null;
  required: boolean;
  /** Shown on the fast path; the others stand behind "Mer". */
  fast: boolean;
  retired: boolean;
}

export interface Kind {
  code: string;
  revision: number;
  label: Label;
  plural: Label;
  /** The day of this kind turns at the cut-off (05.00), not at midnight. */
  evening: boolean;
  states: ActivityState[];
  logged_by: OrganisationKind[];
  publish: "place" | "municipality";
  asks_requested_by: boolean;
  takes_note: boolean;
  needs_place: boolean;
  takes_units: boolean;
  unit_kind: string | null;
  fields: FieldDefinition[];
  outcomes: string[];
  tile: { icon: string; order: number };
}

export interface Outcome {
  code: string;
  label: Label;
  plural: Label;
  /** Masked 1–4 outside the organisation that logged it. */
  person_related: boolean;
}

export interface Catalogue {
  digest: string;
  kinds: Kind[];
  outcomes: Outcome[];
}
