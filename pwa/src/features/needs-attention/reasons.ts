/** Why the server could not take an entry, in sentences the person can act on. Pure. */
import type { FieldError, Problem } from "../../domain/problem";
import type { Messages } from "../../ui/messages";

/** One sentence for a problem without fields: ours for what we know, else the server's own. */
export function reasonSentence(problem: Problem, m: Messages): string {
  return m.repair.reasons[problem.slug] ?? problem.detail ?? problem.title;
}

/** The problems as field errors, so that the form can mark what is wrong. */
export function repairErrors(problems: readonly Problem[], m: Messages): FieldError[] {
  return problems.flatMap((problem): FieldError[] => {
    const errors = "errors" in problem ? problem.errors : [];
    return errors.length > 0 ? errors : [{ pointer: "", detail: reasonSentence(problem, m) }];
  });
}
