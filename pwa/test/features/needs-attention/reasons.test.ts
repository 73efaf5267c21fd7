import { expect, test } from "vitest";
import { parseProblem } from "../../../src/domain/problem";
import { reasonSentence, repairErrors } from "../../../src/features/needs-attention/reasons";
import { sv } from "../../../src/ui/messages.sv";

function problem(slug: string, members: object = {}) {
  return parseProblem({
    type: `https://example.invalid/problems/${slug}`,
    title: "Titel",
    status: 422,
    ...members,
  });
}

test("a known problem has a sentence of our own, another says what the server said", () => {
  expect(reasonSentence(problem("already-exists"), sv)).toBe("Posten finns redan på servern.");
  expect(reasonSentence(problem("something-new", { detail: "Så här." }), sv)).toBe("Så här.");
  expect(reasonSentence(problem("something-new"), sv)).toBe("Titel");
});

test("the fields of a problem are marked, and one without fields still says why", () => {
  const errors = [{ pointer: "#/activity/ended_at", detail: "Sluttiden är före starttiden." }];
  expect(repairErrors([problem("invalid-input", { errors })], sv)).toEqual(errors);
  expect(repairErrors([problem("invalid-input", { errors: [] })], sv)).toEqual([
    { pointer: "", detail: "Titel" },
  ]);
  expect(repairErrors([problem("not-allowed")], sv)).toEqual([
    { pointer: "", detail: sv.repair.reasons["not-allowed"] },
  ]);
});
