/** An own entry opened again to be corrected, sent or not, also offline. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { OwnEntry } from "../../phone";
import { label, messages } from "../../ui/messages";
import { href, replace } from "../../ui/router";
import { showSnack } from "../../ui/snack-bar";
import { useApp, useStored } from "../app/context";
import { MissingScreen } from "../app/missing-screen";
import { Opening } from "../app/waiting";
import { openDraft } from "./draft";
import { EntryForm } from "./entry-form";
import { type FormData, useFormData } from "./form-data";

export function CorrectScreen({ id }: { id: string }): JSX.Element {
  const m = messages.value;
  const entry = useStored((phone) => phone.entry(id), id);
  if (entry === undefined) return <Opening />;
  if (entry === null) return <MissingScreen title={m.app.missing} text={m.entry.missing} />;
  return <WithData entry={entry} />;
}

function WithData({ entry }: { entry: OwnEntry }): JSX.Element {
  const m = messages.value;
  const data = useFormData(entry.activity.kind, entry.activity.kind_revision);
  if (data === undefined) return <Opening />;
  if (data === null) return <MissingScreen title={m.app.missing} text={m.form.unknownKind} />;
  return <CorrectForm entry={entry} data={data} />;
}

function CorrectForm({ entry, data }: { entry: OwnEntry; data: FormData }): JSX.Element {
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
