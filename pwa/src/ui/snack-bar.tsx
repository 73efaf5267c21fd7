/**
 * What just happened, said once, with a way to undo it. The live region is always in the page, so
 * that a screen reader hears the first message too.
 */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { IconButton } from "./button";
import { Icon, type IconName } from "./icon";

export interface SnackAction {
  label: string;
  run: () => void;
}

export interface Snack {
  text: string;
  detail?: string | undefined;
  icon?: IconName | undefined;
  actions?: SnackAction[] | undefined;
}

const current = signal<(Snack & { shown: number }) | null>(null);
let count = 0;

/** Long enough to read and reach in gloves; undo stays possible in Min logg afterwards. */
const SHOWN_MS = 12_000;

export function showSnack(snack: Snack): void {
  count += 1;
  current.value = { ...snack, shown: count };
}

export function hideSnack(): void {
  current.value = null;
}

export function SnackBar({ closeLabel }: { closeLabel: string }): JSX.Element {
  const snack = current.value;
  const [held, setHeld] = useState(false);
  const shown = snack?.shown;
  useEffect(() => {
    if (shown === undefined || held) return;
    const timer = window.setTimeout(hideSnack, SHOWN_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [shown, held]);
  return (
    <div
      class="snack-place"
      onPointerEnter={() => {
        setHeld(true);
      }}
      onPointerLeave={() => {
        setHeld(false);
      }}
      onFocusIn={() => {
        setHeld(true);
      }}
      onFocusOut={() => {
        setHeld(false);
      }}
    >
      <div role="status">
        {snack && (
          <p class="snack-text" key={snack.shown}>
            <Icon name={snack.icon ?? "check"} />
            <span>
              <strong>{snack.text}</strong>
              {snack.detail && <span class="snack-detail">{snack.detail}</span>}
            </span>
          </p>
        )}
      </div>
      {snack && (
        <div class="snack-actions">
          {snack.actions?.map((action) => (
            <button
              type="button"
              class="button snack-action"
              key={action.label}
              onClick={() => {
                hideSnack();
                action.run();
              }}
            >
              <span>{action.label}</span>
            </button>
          ))}
          <IconButton icon="close" label={closeLabel} onClick={hideSnack} />
        </div>
      )}
    </div>
  );
}
