import { expect, test } from "vitest";
import type { Session } from "../../../src/domain/wire/session";
import { sitsAtDesk } from "../../../src/features/board/desk";
import { membership } from "../examples";

test("a coordinator sits at the desk of their own municipality only", () => {
  const session = { memberships: [membership({ role: "coordinator" })] } as Session;
  expect(sitsAtDesk(session, "1440")).toBe(true);
  expect(sitsAtDesk(session, "1492")).toBe(false);
  expect(sitsAtDesk({ memberships: [membership()] } as Session, "1440")).toBe(false);
  expect(sitsAtDesk(null, "1440")).toBe(false);
});
