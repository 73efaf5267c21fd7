/** One own entry in a list; the whole row opens it. */
import type { JSX } from "preact";
import { findKind } from "../../domain/catalogue";
import type { Catalogue } from "../../domain/wire/catalogue";
import type { Place } from "../../domain/wire/surroundings";
import type { OwnEntry } from "../../phone";
import { Icon } from "../../ui/icon";
import { label, messages } from "../../ui/messages";
import { Badge } from "../../ui/notice";
import { href } from "../../ui/router";
import { useApp } from "../app/context";
import { isOffline } from "../home/state-words";
import { clockWords, countedWords, isEveningKind, placeWords, statusWords } from "./entry-words";

export function EntryRow({
  entry,
  catalogue,
  places,
}: {
  entry: OwnEntry;
  catalogue: Catalogue | null;
  places: readonly Place[];
}): JSX.Element {
  const { sync } = useApp();
  const m = messages.value;
  const { activity } = entry;
  const kind = catalogue && findKind(catalogue, activity.kind);
  const status = statusWords(entry.status, isOffline(sync.value), m);
  const counted = countedWords(entry.counted_for);
  const facts = [
    placeWords(activity, places, m),
    clockWords(activity, isEveningKind(kind), m),
    entry.receipt && m.log.receipt(entry.receipt),
  ].filter(Boolean);
  return (
    <a class="item" href={href("entry", entry.activity_id)}>
      <span class="item-body">
        <span class="item-title">{kind ? label(kind.label) : activity.kind}</span>
        <span>{facts.join(" · ")}</span>
        {counted !== null && !entry.is_void && (
          <span class="soft small">{m.log.countsFor(counted)}</span>
        )}
        <span class="row">
          <Badge tone={status.tone} icon={status.icon}>
            {status.words}
          </Badge>
          {entry.is_void && <Badge icon="close">{m.log.voided}</Badge>}
          {activity.state === "cancelled" && !entry.is_void && (
            <Badge icon="close">{m.log.cancelled}</Badge>
          )}
        </span>
      </span>
      <Icon name="next" />
    </a>
  );
}
