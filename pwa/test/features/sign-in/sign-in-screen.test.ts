import { expect, test } from "vitest";
import { localProblem, parseProblem } from "../../../src/domain/problem";
import { signInSentence } from "../../../src/features/sign-in/sign-in-screen";
import { sv } from "../../../src/ui/messages.sv";

test.each([
  ["wrong-credentials", 401, sv.signIn.wrong],
  ["not-signed-in", 401, sv.signIn.wrong],
  ["too-many-requests", 429, sv.signIn.tooMany],
  ["internal", 500, sv.signIn.failed],
])("%s is told in one sentence", (slug, status, sentence) => {
  const type = `https://example.invalid/problems/${slug}`;
  expect(signInSentence(parseProblem({ type, title: "", status }), sv)).toBe(sentence);
});

test("without a network it says that, and not that the password is wrong", () => {
  expect(signInSentence(localProblem("network", ""), sv)).toBe(sv.signIn.offline);
  expect(signInSentence(localProblem("timeout", ""), sv)).toBe(sv.signIn.offline);
});
