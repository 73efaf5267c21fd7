/* Who is signed in, what they may do where, and what a stranger may know. */
import type { Instant, IsoDate } from "./values";

export type OrganisationKind =
  "municipality" | "police_area" | "association" | "company" | "rescue_service";

export type Role = "reporter" | "group_leader" | "coordinator" | "viewer" | "administrator";

export interface Membership {
  organisation_id: string;
  organisation_name: string;
  organisation_kind: OrganisationKind;
  role: Role;
  municipality_codes: string[];
  valid_from: IsoDate;
  valid_to: IsoDate | null;
}

export interface User {
  id: string;
  display_name: string;
  email: string;
}

export interface Municipality {
  code: string;
  /** Official form, e.g. "Ale kommun"; never build a genitive from the short name. */
  name: string;
  short_name: string;
  slug: string;
}

export interface Session {
  user: User;
  csrf_token: string;
  memberships: Membership[];
  municipalities: Municipality[];
  server_time: Instant;
  epoch: string;
  is_demo: boolean;
}

/** What a stranger may know. */
export interface Installation {
  is_demo: boolean;
  is_signed_in: boolean;
}
