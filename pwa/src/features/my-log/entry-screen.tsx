/** One own entry: everything it says, what it counted for, and how to change or remove it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { findKind } from "../../domain/catalogue";
import type { OwnEntry } from "../../phone";
import { Button, LinkButton } from "../../ui/button";
import { label, messages } from "../../ui/messages";
import { Notice } from "../../ui/notice";
import { Page } from "../../ui/page";
import { href } from "../../ui/router";
import { showSnack } from "../../ui/snack-bar";
import { useApp, useStored } from "../app/context";
import { MissingScreen } from "../app/missing-screen";
import { Opening } from "../app/waiting";
import { EntryFacts, type EntryView } from "./entry-facts";
import { clashWords, whySentences } from "./entry-words";
import { RemoveDialog } from "./remove-dialog";

export function EntryScreen({ id }: { id: string }): JSX.Element {
  const m = messages.value;
  const view = useStored(async (phone): Promise<EntryView | null> => {
    const entry = await phone.entry(id);
    return (
      entry && {
        entry,
        catalogue: await phone.catalogue(),
        places: await phone.places(),
        units: await phone.units(),
      }
    );
  }, id);
  if (view === undefined) return <Opening />;
  if (view === null) return <MissingScreen title={m.app.missing} text={m.entry.missing} />;
  return <Entry {...view} />;
}

function Entry(view: EntryView): JSX.Element {
  const m = messages.value;
  const { entry, catalogue } = view;
  const kind = catalogue && findKind(catalogue, entry.activity.kind);
  return (
    <Page
      title={kind ? label(kind.label) : entry.activity.kind}
      appName={m.app.name}
      back={{ to: href("min-logg"), label: m.app.back }}
    >
      {entry.is_void && (
        <Notice icon="close">
          <p>{m.log.voided}</p>
        </Notice>
      )}
      {entry.clashes.length > 0 && (
        <Notice tone="warn">
          <p class="item-title">{m.entry.clashTitle}</p>
          <p>{m.entry.clash(clashWords(entry.clashes, m))}</p>
        </Notice>
      )}
      <Flags flags={entry.flags} />
      <EntryFacts {...view} />
      <Counted entry={entry} />
      <Actions entry={entry} />
    </Page>
  );
}

function Flags({ flags }: { flags: readonly string[] }): JSX.Element {
  const known: Record<string, string> = messages.value.entry.flags;
  const words = flags.flatMap((flag) => known[flag] ?? []);
  return (
    <>
      {words.map((sentence) => (
        <Notice key={sentence}>
          <p>{sentence}</p>
        </Notice>
      ))}
    </>
  );
}

function Counted({ entry }: { entry: OwnEntry }): JSX.Element {
  const m = messages.value;
  return (
    <section class="stack" aria-labelledby="counted">
      <h2 id="counted">{m.entry.countedFor}</h2>
      {entry.counted_for.length === 0 && (
        <p class="soft">{entry.status === "sent" ? m.entry.countsNowhere : m.entry.countsLater}</p>
      )}
      <ul class="list">
        {entry.counted_for.map((counted) => (
          <li key={counted.commitment_id}>
            <a class="item" href={href("atagande", counted.commitment_id)}>
              <span class="item-body">
                <span class="item-title">{counted.short_name}</span>
                {whySentences(counted).map((why) => (
                  <span class="soft small" key={why}>
                    {why}
                  </span>
                ))}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Actions({ entry }: { entry: OwnEntry }): JSX.Element {
  const { phone } = useApp();
  const m = messages.value;
  const [removing, setRemoving] = useState(false);
  const restore = async (): Promise<void> => {
    const saved = await phone.restoreEntry(entry.activity_id);
    showSnack(
      saved.ok
        ? { text: m.entry.restored, icon: "check" }
        : { text: m.form.saveFailed, icon: "alert" },
    );
  };
  if (entry.status === "needs-attention") {
    return (
      <LinkButton to={href("ratta", entry.activity_id)} look="primary" wide icon="pencil">
        {m.repair.open}
      </LinkButton>
    );
  }
  if (entry.is_void) {
    return (
      <Button wide onClick={() => void restore()}>
        {m.entry.restore}
      </Button>
    );
  }
  return (
    <div class="row two">
      <LinkButton to={href("andra", entry.activity_id)} icon="pencil">
        {m.entry.change}
      </LinkButton>
      <Button
        icon="close"
        onClick={() => {
          setRemoving(true);
        }}
      >
        {m.entry.remove}
      </Button>
      {removing && (
        <RemoveDialog
          entry={entry}
          onClose={() => {
            setRemoving(false);
          }}
        />
      )}
    </div>
  );
}
