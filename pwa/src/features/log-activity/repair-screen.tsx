/** A rejected entry opened again with what the server said marked on the form. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { OwnEntry } from "../../phone";
import { label, messages } from "../../ui/messages";
import { href, replace } from "../../ui/router";
import { showSnack } from "../../ui/snack-bar";
import { useApp, useStored } from "../app/context";
import { MissingScreen } from "../app/missing-screen";
import { Opening } from "../app/waiting";
import { repairErrors } from "../needs-attention/reasons";
import { openDraft } from "./draft";
import { EntryForm } from "./entry-form";
import { type FormData, useFormData } from "./form-data";

export function RepairScreen({ id }: { id: string }): JSX.Element {
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
  return <RepairForm entry={entry} data={data} />;
}

function RepairForm({ entry, data }: { entry: OwnEntry; data: FormData }): JSX.Element {
  const { phone } = useApp();
  const m = messages.value;
  const [draft, setDraft] = useState(() => openDraft(entry.activity, data.kind, new Date()));
  const [errors] = useState(() => repairErrors(entry.problems, m));
  return (
    <EntryForm
      data={data}
      draft={draft}
      onDraft={setDraft}
      title={m.form.repairTitle(label(data.kind.label))}
      back={href("ratta")}
      saveLabel={m.form.saveRepair}
      isNew={false}
      initialErrors={errors}
      submit={(activity, options) => phone.repair(entry.activity_id, activity, options)}
      onSaved={() => {
        replace(href("ratta"));
        showSnack({ text: m.form.saved, icon: "phone" });
      }}
    />
  );
}
