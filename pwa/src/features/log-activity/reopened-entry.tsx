/** An own entry and the form it was written in, read from the phone before either is shown. */
import type { FunctionComponent, JSX } from "preact";
import type { OwnEntry } from "../../phone";
import { messages } from "../../ui/messages";
import { useStored } from "../app/context";
import { MissingScreen } from "../app/missing-screen";
import { Opening } from "../app/waiting";
import { type FormData, useFormData } from "./form-data";

export interface Reopened {
  entry: OwnEntry;
  data: FormData;
}

interface Props {
  id: string;
  form: FunctionComponent<Reopened>;
}

/** Shows `form` with the entry of that id; says so when the entry or its kind isn't on the phone. */
export function ReopenedEntry({ id, form }: Props): JSX.Element {
  const m = messages.value;
  const entry = useStored((phone) => phone.entry(id), id);
  if (entry === undefined) return <Opening />;
  if (entry === null) return <MissingScreen title={m.app.missing} text={m.entry.missing} />;
  return <WithData entry={entry} form={form} />;
}

function WithData({ entry, form: Form }: { entry: OwnEntry; form: Props["form"] }): JSX.Element {
  const m = messages.value;
  const data = useFormData(entry.activity.kind, entry.activity.kind_revision);
  if (data === undefined) return <Opening />;
  if (data === null) return <MissingScreen title={m.app.missing} text={m.form.unknownKind} />;
  return <Form entry={entry} data={data} />;
}
