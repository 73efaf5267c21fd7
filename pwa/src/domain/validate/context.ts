/* What an entry is checked against. */
import type { Catalogue } from "../wire/catalogue";
import type { Place } from "../wire/surroundings";

export interface ValidationContext {
  catalogue: Catalogue;
  /** Every place the phone knows; a place it does not know is left to the server. */
  places: readonly Pick<Place, "id" | "municipality_code">[];
}
