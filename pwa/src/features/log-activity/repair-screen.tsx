/** A rejected entry opened again with what the server said marked on the form. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { label, messages } from "../../ui/messages";
import { href, replace } from "../../ui/router";
import { showSnack } from "../../ui/snack-bar";
import { useApp } from "../app/context";
import { repairErrors } from "../needs-attention/reasons";
import { openDraft } from "./draft";
import { EntryForm } from "./entry-form";
import { type Reopened, ReopenedEntry } from "./reopened-entry";

export function RepairScreen({ id }: { id: string }): JSX.Element {
  return <ReopenedEntry id={id} form={RepairForm} />;
}

function RepairForm({ entry, data }: Reopened): JSX.Element {
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
