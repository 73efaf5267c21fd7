/** Why an entry is taken away; *Blev inte av* keeps it as an entry that says so. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { OwnEntry, Saved } from "../../phone";
import { Button } from "../../ui/button";
import { Choices } from "../../ui/choices";
import { Dialog } from "../../ui/dialog";
import { buzz } from "../../ui/haptics";
import { messages } from "../../ui/messages";
import { showSnack } from "../../ui/snack-bar";
import { useApp } from "../app/context";

export function RemoveDialog({
  entry,
  onClose,
}: {
  entry: OwnEntry;
  onClose: () => void;
}): JSX.Element {
  const { phone } = useApp();
  const m = messages.value;
  const [reason, setReason] = useState<string | null>(null);
  const reasons: Record<string, string> = m.entry.reasons;
  const remove = async (): Promise<void> => {
    const words = reason === null ? null : (reasons[reason] ?? null);
    const saved = await phone.voidEntry(entry.activity_id, { reason: words });
    onClose();
    say(saved);
  };
  const say = (saved: Saved): void => {
    if (!saved.ok) {
      showSnack({ text: m.form.saveFailed, icon: "alert" });
      return;
    }
    buzz("saved");
    showSnack({
      text: m.entry.removed,
      detail: m.form.saved,
      actions: [
        {
          label: m.entry.restore,
          run: () => {
            void phone.restoreEntry(entry.activity_id);
          },
        },
      ],
    });
  };
  return (
    <Dialog title={m.entry.removeTitle} onClose={onClose}>
      <p>{m.entry.removeText}</p>
      <Choices
        id="remove-reason"
        label={m.entry.removeReason}
        choices={Object.entries(reasons).map(([value, words]) => ({ value, label: words }))}
        value={reason}
        onChange={setReason}
      />
      <div class="stack">
        <Button look="primary" wide onClick={() => void remove()}>
          {m.entry.removeConfirm}
        </Button>
        <Button wide onClick={onClose}>
          {m.app.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
