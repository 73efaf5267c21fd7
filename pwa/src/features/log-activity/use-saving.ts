/** Saving once per tap, and turning what stopped it into something the person can act on. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { FieldError } from "../../domain/problem";
import { validateActivity } from "../../domain/validate/operation";
import { weakHits } from "../../domain/validate/texts";
import type { Activity } from "../../domain/wire/activity";
import type { Saved, SaveOptions } from "../../phone";
import { buzz } from "../../ui/haptics";
import { messages } from "../../ui/messages";
import { type Draft, finishDraft } from "./draft";
import type { FormData } from "./form-data";
import { errorsById, standingErrors, TARGETS, type Target, targetOf } from "./targets";

interface Given {
  data: FormData;
  draft: Draft;
  initialErrors?: readonly FieldError[] | undefined;
  reason?: string | undefined;
  submit: (activity: Activity, options: SaveOptions) => Promise<Saved>;
  onSaved: (activity_id: string, activity: Activity) => void;
}

export interface ListedProblem {
  detail: string;
  target: Target | null;
}

export interface Saving {
  busy: boolean;
  errorsById: Record<string, string>;
  listed: ListedProblem[];
  /** Said once more for every try, so that a second failure is read out too. */
  tries: number;
  /** Sentences about text that may identify someone; the person decides. */
  weak: string[];
  keepWeak: () => void;
  changeText: () => void;
  save: (draft: Draft) => Promise<void>;
}

export function useSaving(given: Given): Saving {
  const { data, draft: current, initialErrors = [], reason, submit, onSaved } = given;
  const m = messages.value;
  const [found, setFound] = useState(() => ({
    errors: initialErrors,
    activity: finishDraft(current),
  }));
  const errors = standingErrors(found.errors, found.activity, finishDraft(current));
  const [weak, setWeak] = useState<{ draft: Draft; details: string[] } | null>(null);
  const [busy, setBusy] = useState(false);
  const [tries, setTries] = useState(0);
  // State is set too late to stop the second tap of a double tap.
  const underWay = useRef(false);

  const listed = errors.map(({ pointer, detail }) => ({
    detail,
    target: targetOf(pointer, data.kind, data.catalogue, m),
  }));
  useEffect(() => {
    if (errors.length === 0) return;
    for (const { target } of listed) if (target) unfold(target.id);
    const first = listed.find(({ target }) => target !== null)?.target?.id;
    focusOn(first ?? TARGETS.summary);
    // Focus moves when a new set of errors arrives, never while the person types.
  }, [tries]);

  const fail = (draft: Draft, problems: readonly FieldError[]): void => {
    buzz("stopped");
    setFound({ errors: problems, activity: finishDraft(draft) });
    setTries((count) => count + 1);
  };

  const attempt = async (draft: Draft, acceptWeakHits: boolean): Promise<void> => {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    try {
      const activity = finishDraft(draft);
      const options: SaveOptions = { acceptWeakHits, reason: reason?.trim() || null };
      const saved = await submit(activity, options);
      if (saved.ok) {
        buzz("saved");
        onSaved(saved.activity_id, activity);
        return;
      }
      switch (saved.why) {
        case "invalid": {
          const strong = validateActivity(activity, new Date().toISOString(), data);
          const details = weakHits(activity, options.reason ?? null).map((hit) => hit.detail);
          if (strong.length === 0 && details.length > 0 && !acceptWeakHits) {
            setFound({ errors: [], activity });
            setWeak({ draft, details: [...new Set(details)] });
          } else {
            fail(draft, saved.errors);
          }
          return;
        }
        case "full":
          fail(draft, [{ pointer: "", detail: m.state.storageFull }]);
          return;
        case "storage":
          fail(draft, [{ pointer: "", detail: m.form.saveFailed }]);
          return;
        case "not-signed-in":
          fail(draft, [{ pointer: "", detail: m.form.notSignedIn }]);
          return;
        case "no-such-entry":
          fail(draft, [{ pointer: "", detail: m.entry.missing }]);
          return;
      }
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  };

  return {
    busy,
    tries,
    listed,
    errorsById: errorsById(errors, data.kind, data.catalogue, m),
    weak: weak?.details ?? [],
    keepWeak: () => {
      const kept = weak?.draft;
      setWeak(null);
      if (kept) void attempt(kept, true);
    },
    changeText: () => {
      setWeak(null);
    },
    save: (draft) => attempt(draft, false),
  };
}

/** Opens what hides a control, and leaves it open while the person puts it right. */
function unfold(id: string): void {
  const folded = document.getElementById(id)?.closest("details");
  if (folded) folded.open = true;
}

/** Gives a control focus; a group gives it to its first control. */
export function focusOn(id: string): void {
  unfold(id);
  const target = document.getElementById(id);
  if (target === null) return;
  const inside = target.matches("input, textarea, [tabindex]")
    ? target
    : target.querySelector<HTMLElement>("button, input, textarea");
  (inside ?? target).focus();
  target.scrollIntoView({ block: "center" });
}
