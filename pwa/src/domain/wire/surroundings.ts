/* What entries point to: places, what residents wished for, and units. */
import type { IsoDate } from "./values";

export interface Place {
  id: string;
  municipality_code: string;
  name: string;
  locality: string | null;
  location_type: string | null;
  position: { lat: number; lon: number } | null;
  visibility: "public" | "municipality" | "organisation";
  organisation_id: string | null;
  speed_limit: number | null;
  revision: number;
  retired: boolean;
}

export type WishStatus = "received" | "waiting" | "checked" | "sent_on" | "cannot" | "joined";

export interface Wish {
  id: string;
  municipality_code: string;
  place_id: string | null;
  kinds: string[];
  asked_on: IsoDate;
  source: string | null;
  text: string | null;
  status: WishStatus;
}

export interface Unit {
  id: string;
  municipality_code: string;
  unit_kind: string;
  name: string;
  grade: string | number | null;
  valid_from: IsoDate | null;
  valid_to: IsoDate | null;
}
