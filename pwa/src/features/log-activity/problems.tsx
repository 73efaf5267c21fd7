/** What stops a form: a list that leads to each field, and the question about suspicious text. */
import type { JSX } from "preact";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { messages } from "../../ui/messages";
import { Notice } from "../../ui/notice";
import { TARGETS } from "./targets";
import { focusOn, type Saving } from "./use-saving";

export function ProblemSummary({ saving }: { saving: Saving }): JSX.Element | null {
  const m = messages.value;
  if (saving.listed.length === 0) return null;
  return (
    <div id={TARGETS.summary} tabIndex={-1} key={saving.tries}>
      <Notice tone="warn" live>
        <p class="item-title">{m.form.fix}</p>
        <ul class="stack tight">
          {saving.listed.map(({ detail, target }) => (
            <li key={detail}>
              {target === null ? (
                detail
              ) : (
                <button
                  type="button"
                  class="link"
                  onClick={() => {
                    focusOn(target.id);
                  }}
                >
                  {m.repair.at(target.name, detail)}
                </button>
              )}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

export function WeakHitsDialog({ saving }: { saving: Saving }): JSX.Element | null {
  const m = messages.value;
  if (saving.weak.length === 0) return null;
  return (
    <Dialog title={m.form.weakTitle} onClose={saving.changeText}>
      {saving.weak.map((detail) => (
        <p key={detail}>{detail}</p>
      ))}
      <div class="stack">
        <Button look="primary" wide onClick={saving.changeText}>
          {m.form.weakChange}
        </Button>
        <Button wide onClick={saving.keepWeak}>
          {m.form.weakKeep}
        </Button>
      </div>
    </Dialog>
  );
}
