/** An own entry opened again to be corrected, sent or not, also offline. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { label, messages } from "../../ui/messages";
import { href, replace } from "../../ui/router";
import { showSnack } from "../../ui/snack-bar";
import { useApp } from "../app/context";
import { openDraft } from "./draft";
import { EntryForm } from "./entry-form";
import { type Reopened, ReopenedEntry } from "./reopened-entry";

export function CorrectScreen({ id }: { id: string }): JSX.Element {
  return <ReopenedEntry id={id} form={CorrectForm} />;
}

function CorrectForm({ entry, data }: Reopened): JSX.Element {
  const { phone } = useApp();
  const m = messages.value;
  const [draft, setDraft] = useState(() => openDraft(entry.activity, data.kind, new Date()));
  const [reason, setReason] = useState("");
  const back = href("entry", entry.activity_id);
  return (
    <EntryForm
      data={data}
      draft={draft}
      onDraft={setDraft}
      title={m.form.correctTitle(label(data.kind.label))}
      back={back}
      saveLabel={m.form.saveCorrection}
      isNew={false}
      reason={reason}
      onReason={setReason}
      submit={(activity, options) => phone.correct(entry.activity_id, activity, options)}
      onSaved={() => {
        replace(back);
        showSnack({ text: m.form.saved, icon: "phone" });
      }}
    />
  );
}
