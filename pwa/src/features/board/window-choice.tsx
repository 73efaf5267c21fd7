/** Which period the numbers are for; the choice follows from the promise to its commitments. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import type { CitizenPromise } from "../../domain/wire/promise";
import { stockholm } from "../../ui/format";
import { messages } from "../../ui/messages";
import { windowOptions } from "./windows";

const chosen = signal<Record<string, string>>({});

/** "" where each commitment shows the period of its own rule. */
export function chosenWindow(promise_id: string): string {
  return chosen.value[promise_id] ?? "";
}

export function WindowChoice({ promise }: { promise: CitizenPromise }): JSX.Element {
  const m = messages.value;
  return (
    <div class="field">
      <label class="label" for="window">
        {m.board.window}
      </label>
      <select
        class="input"
        id="window"
        value={chosenWindow(promise.id)}
        onChange={(event) => {
          chosen.value = { ...chosen.value, [promise.id]: event.currentTarget.value };
        }}
      >
        {windowOptions(promise, stockholm(new Date()).date, m).map(({ code, label }) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
