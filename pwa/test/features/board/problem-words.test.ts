import { expect, test } from "vitest";
import type { Problem } from "../../../src/domain/problem";
import { problemSentence } from "../../../src/features/board/problem-words";
import { sv } from "../../../src/ui/messages.sv";

test("every failure has a sentence, and the net is named when it is the net", () => {
  const problem = (slug: "network" | "not-found" | "internal"): Problem => ({
    slug,
    title: "",
    status: 0,
    detail: null,
    request_id: null,
  });
  expect(problemSentence(problem("network"), sv)).toBe(sv.board.offline);
  expect(problemSentence(problem("not-found"), sv)).toBe(sv.board.notFound);
  expect(problemSentence(problem("internal"), sv)).toBe(sv.board.failed);
});
