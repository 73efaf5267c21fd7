/** Why the desk got no answer, in one sentence. Pure. */
import type { Problem } from "../../domain/problem";
import type { Messages } from "../../ui/messages";

export function problemSentence(problem: Problem, m: Messages): string {
  switch (problem.slug) {
    case "network":
    case "timeout":
      return m.board.offline;
    case "not-allowed":
      return m.board.notAllowed;
    case "not-found":
      return m.board.notFound;
    case "not-signed-in":
      return m.board.signInAgain;
    default:
      return m.board.failed;
  }
}
