/** Who works at the desk. The server decides what they may see; this only chooses the screen. Pure. */
import type { Session } from "../../domain/wire/session";

const DESK_ROLES = ["coordinator", "administrator", "viewer"];

export function sitsAtDesk(session: Session | null, municipality_code: string): boolean {
  return (
    session?.memberships.some(
      (membership) =>
        DESK_ROLES.includes(membership.role) &&
        membership.municipality_codes.includes(municipality_code),
    ) ?? false
  );
}
