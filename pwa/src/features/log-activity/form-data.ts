/** Everything a form is drawn from, read once when it opens and again when the store changes. */
import { findKind, municipalitiesFor, writingMemberships } from "../../domain/catalogue";
import type { SuggestionInput } from "../../domain/places";
import type { Catalogue, Kind } from "../../domain/wire/catalogue";
import type { Membership, Municipality } from "../../domain/wire/session";
import type { Place, Unit, Wish } from "../../domain/wire/surroundings";
import { stockholm } from "../../ui/format";
import { useApp, useStored } from "../app/context";

export interface FormData {
  catalogue: Catalogue;
  kind: Kind;
  places: Place[];
  wishes: Wish[];
  units: Unit[];
  visits: SuggestionInput["visits"];
  memberships: Membership[];
  /** Those the person may log this kind in. */
  municipalities: Municipality[];
}

/** Undefined while reading; null where this phone doesn't know the kind. */
export function useFormData(
  code: string,
  revision: number | null = null,
): FormData | null | undefined {
  const { signedIn } = useApp();
  const stored = useStored(
    async (phone) => ({
      catalogue: await phone.catalogue(),
      places: await phone.places(),
      wishes: await phone.wishes(),
      units: await phone.units(),
      visits: await phone.entries(),
    }),
    code,
  );
  if (stored === undefined) return undefined;
  const session = signedIn.value?.session;
  const kind =
    stored.catalogue &&
    (findKind(stored.catalogue, code, revision) ?? findKind(stored.catalogue, code));
  if (!kind || stored.catalogue === null || session === undefined) return null;
  const memberships = writingMemberships(session.memberships, stockholm(new Date()).date).filter(
    (membership) => kind.logged_by.includes(membership.organisation_kind),
  );
  const codes = new Set(memberships.flatMap((membership) => membership.municipality_codes));
  return {
    ...stored,
    catalogue: stored.catalogue,
    kind,
    memberships,
    places: stored.places.filter((place) => codes.has(place.municipality_code)),
    municipalities: municipalitiesFor(session.municipalities, memberships),
  };
}
