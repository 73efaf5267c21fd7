/** A new version stands ready; it is taken only when the person says so. */
import type { JSX } from "preact";
import { Button } from "../../ui/button";
import { messages } from "../../ui/messages";
import { Notice } from "../../ui/notice";
import { useApp } from "../app/context";

export function UpdateNotice(): JSX.Element | null {
  const { phone, sync, update } = useApp();
  const m = messages.value;
  if (update.value === "none") return null;
  return (
    <Notice>
      <p role="status">{m.settings.updateReady}</p>
      {sync.value.phase === "pushing" ? (
        <p>{m.settings.updateWait}</p>
      ) : (
        <div>
          <Button
            disabled={update.value === "applying"}
            onClick={() => {
              phone.takeUpdate();
            }}
          >
            {m.settings.updateNow}
          </Button>
        </div>
      )}
    </Notice>
  );
}
