/** A new entry. Leaving by mistake loses nothing: an unsaved draft waits in memory for its tile. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Activity } from "../../domain/wire/activity";
import { label, messages } from "../../ui/messages";
import { go, href, replace } from "../../ui/router";
import { showSnack } from "../../ui/snack-bar";
import { type App, useApp } from "../app/context";
import { placeWords } from "../my-log/entry-words";
import { MissingScreen } from "../app/missing-screen";
import { Opening } from "../app/waiting";
import { type Draft, startDraft } from "./draft";
import { EntryForm } from "./entry-form";
import { type FormData, useFormData } from "./form-data";

/** Unsaved drafts by person and kind; only in memory, so that nothing half-written is kept on disk. */
const unsaved = new Map<string, Draft>();

/** Where this person last wrote, which is where a kind without a place begins. */
const lastMunicipality = new Map<string, string>();

export function WriteScreen({ kindCode }: { kindCode: string }): JSX.Element {
  const data = useFormData(kindCode);
  const m = messages.value;
  if (data === undefined) return <Opening />;
  if (data === null || data.municipalities[0] === undefined) {
    return <MissingScreen title={m.app.missing} text={m.form.unknownKind} />;
  }
  return <WriteForm data={data} firstMunicipality={data.municipalities[0].code} />;
}

function WriteForm({
  data,
  firstMunicipality,
}: {
  data: FormData;
  firstMunicipality: string;
}): JSX.Element {
  const app = useApp();
  const m = messages.value;
  const { kind } = data;
  const person = app.signedIn.value?.session.user.id ?? "";
  const key = `${person} ${kind.code} ${kind.revision}`;
  const [draft, setDraft] = useState(
    () =>
      unsaved.get(key) ??
      startDraft({
        kind,
        memberships: data.memberships,
        municipality_code: startIn(data, person) ?? firstMunicipality,
        now: new Date(),
      }),
  );
  if (draft === null) return <MissingScreen title={m.app.missing} text={m.form.unknownKind} />;
  return (
    <EntryForm
      data={data}
      draft={draft}
      onDraft={(next) => {
        unsaved.set(key, next);
        setDraft(next);
      }}
      title={label(kind.label)}
      back={href("")}
      saveLabel={m.form.save}
      isNew
      submit={(activity, options) => app.phone.log(activity, options)}
      onSaved={(activity_id, activity) => {
        unsaved.delete(key);
        lastMunicipality.set(person, activity.municipality_code);
        replace(href(""));
        saidSaved(app, activity_id, activity, data);
      }}
    />
  );
}

function startIn(data: FormData, person: string): string | undefined {
  const last = lastMunicipality.get(person);
  return data.municipalities.find(({ code }) => code === last)?.code;
}

/** *Sparad i telefonen*, with the way to take it back and the way to fill in more. */
function saidSaved(app: App, activity_id: string, activity: Activity, data: FormData): void {
  const m = messages.value;
  const place = placeWords(activity, data.places, m);
  showSnack({
    text: m.form.saved,
    detail: [label(data.kind.label), place].filter(Boolean).join(" · "),
    icon: "phone",
    actions: [
      {
        label: m.form.addMore,
        run: () => {
          go(href("andra", activity_id));
        },
      },
      {
        label: m.form.undo,
        run: () => {
          void undo(app, activity_id);
        },
      },
    ],
  });
}

async function undo(app: App, activity_id: string): Promise<void> {
  const m = messages.value;
  const saved = await app.phone.voidEntry(activity_id, { reason: m.form.undoReason });
  showSnack({
    text: saved.ok ? m.form.undone : m.form.saveFailed,
    icon: saved.ok ? "check" : "alert",
  });
}
