/** What the server could not take, why, and the way to put it right. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { findKind } from "../../domain/catalogue";
import type { Catalogue } from "../../domain/wire/catalogue";
import type { Place } from "../../domain/wire/surroundings";
import type { OwnEntry } from "../../phone";
import { Button, LinkButton } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { label, messages } from "../../ui/messages";
import { Notice } from "../../ui/notice";
import { Page } from "../../ui/page";
import { stockholm } from "../../ui/format";
import { href } from "../../ui/router";
import { showSnack } from "../../ui/snack-bar";
import { useApp, useStored } from "../app/context";
import { isEveningKind, placeWords, whenWords } from "../my-log/entry-words";
import { targetOf } from "../log-activity/targets";
import { repairErrors } from "./reasons";

export function NeedsAttentionScreen(): JSX.Element {
  const m = messages.value;
  const stored = useStored(async (phone) => ({
    entries: (await phone.entries()).filter((entry) => entry.status === "needs-attention"),
    catalogue: await phone.catalogue(),
    places: await phone.places(),
  }));
  return (
    <Page title={m.repair.title} appName={m.app.name}>
      {stored?.entries.length === 0 && (
        <Notice tone="good">
          <p>{m.repair.empty}</p>
        </Notice>
      )}
      {stored !== undefined && stored.entries.length > 0 && (
        <>
          <p>{m.repair.lead}</p>
          <ul class="list">
            {stored.entries.map((entry) => (
              <li key={entry.activity_id}>
                <RejectedEntry entry={entry} catalogue={stored.catalogue} places={stored.places} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

function RejectedEntry({
  entry,
  catalogue,
  places,
}: {
  entry: OwnEntry;
  catalogue: Catalogue | null;
  places: readonly Place[];
}): JSX.Element {
  const m = messages.value;
  const [discarding, setDiscarding] = useState(false);
  const { activity } = entry;
  const kind = catalogue && findKind(catalogue, activity.kind);
  const today = stockholm(new Date()).date;
  const about = [
    placeWords(activity, places, m),
    whenWords(activity, entry.service_date, isEveningKind(kind), m, today),
  ].filter((words) => words !== null);
  return (
    <article class="card">
      <div>
        <h2>{kind ? label(kind.label) : activity.kind}</h2>
        <p class="soft">{about.join(" · ")}</p>
      </div>
      <Notice tone="warn">
        {repairErrors(entry.problems, m).map(({ pointer, detail }) => {
          const target = kind && targetOf(pointer, kind, catalogue, m);
          return <p key={pointer + detail}>{target ? m.repair.at(target.name, detail) : detail}</p>;
        })}
      </Notice>
      <LinkButton to={href("ratta", entry.activity_id)} look="primary" wide icon="pencil">
        {m.repair.open}
      </LinkButton>
      <Button
        look="quiet"
        wide
        onClick={() => {
          setDiscarding(true);
        }}
      >
        {m.repair.discard}
      </Button>
      {discarding && (
        <DiscardDialog
          id={entry.activity_id}
          onClose={() => {
            setDiscarding(false);
          }}
        />
      )}
    </article>
  );
}

function DiscardDialog({ id, onClose }: { id: string; onClose: () => void }): JSX.Element {
  const { phone } = useApp();
  const m = messages.value;
  const discard = async (): Promise<void> => {
    await phone.setAside(id);
    showSnack({ text: m.repair.discarded });
  };
  return (
    <Dialog title={m.repair.discardTitle} onClose={onClose}>
      <p>{m.repair.discardText}</p>
      <div class="stack">
        <Button wide onClick={onClose}>
          {m.app.cancel}
        </Button>
        <Button look="warn" wide onClick={() => void discard()}>
          {m.repair.discard}
        </Button>
      </div>
    </Dialog>
  );
}
