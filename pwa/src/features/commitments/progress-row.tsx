/** One commitment: what was promised, the number, its status in words, and what the number hides. */
import type { JSX } from "preact";
import type { ProgressRow } from "../../domain/wire/progress";
import type { Commitment } from "../../domain/wire/promise";
import { Icon } from "../../ui/icon";
import { messages } from "../../ui/messages";
import { Meter } from "../../ui/meter";
import { Badge } from "../../ui/notice";
import { href } from "../../ui/router";
import {
  adjustmentWords,
  caveatWords,
  deviationWords,
  overWords,
  partWords,
  statusLook,
  valueWords,
} from "./row-words";

export function StatusBadge({ status }: { status: ProgressRow["status"] }): JSX.Element {
  const look = statusLook(status);
  return (
    <Badge tone={look.tone} icon={look.icon}>
      {messages.value.row.status[status]}
    </Badge>
  );
}

/** The number and everything that qualifies it. */
export function RowNumbers({ row }: { row: ProgressRow }): JSX.Element {
  const m = messages.value;
  const value = valueWords(row, m);
  const over = overWords(row, m);
  const parts = partWords(row, m);
  return (
    <div class="stack tight">
      <p class="row spread">
        {value !== null && <span class="number">{value}</span>}
        <StatusBadge status={row.status} />
      </p>
      {row.target !== null && row.low !== null && row.target > 0 && (
        <Meter value={row.low} target={row.target} full={row.status === "met"} />
      )}
      {parts !== null && <p>{parts}</p>}
      {over !== null && <p>{over}</p>}
      {parts !== null && row.parts_note && <p class="hint">{row.parts_note}</p>}
      {caveatWords(row, m).map((words) => (
        <p class="hint" key={words}>
          {words}
        </p>
      ))}
    </div>
  );
}

/** Deviations and adjustments, in sentences. */
export function RowNotes({ row }: { row: ProgressRow }): JSX.Element | null {
  const m = messages.value;
  const deviations = deviationWords(row, m);
  if (deviations.length === 0 && row.adjustments.length === 0) return null;
  return (
    <dl class="notes">
      {deviations.map((words) => (
        <div key={words}>
          <dt>{m.row.deviation}</dt>
          <dd>{words}</dd>
        </div>
      ))}
      {row.adjustments.map((adjustment) => (
        <div key={`${adjustment.starts_on}-${adjustment.low}`}>
          <dt>{m.row.adjustmentTitle}</dt>
          <dd>{adjustmentWords(adjustment, m)}</dd>
        </div>
      ))}
    </dl>
  );
}

export function CommitmentCard({
  row,
  commitment,
}: {
  row: ProgressRow;
  commitment: Commitment | undefined;
}): JSX.Element {
  const m = messages.value;
  const parties = commitment?.parties.map((party) => party.name).join(", ");
  return (
    <article class="card">
      <div class="stack tight">
        <h3>
          <a class="card-link" href={href("atagande", row.commitment_id)}>
            {row.short_name}
            <Icon name="next" size={20} />
          </a>
        </h3>
        {commitment && commitment.text !== row.short_name && <p class="soft">{commitment.text}</p>}
        {parties && (
          <p class="hint">
            {m.promises.parties}: {parties}
          </p>
        )}
      </div>
      <RowNumbers row={row} />
      <RowNotes row={row} />
    </article>
  );
}

/** A goal, a way of working or a heading: nothing is counted, so nothing can look broken. */
export function GoalItem({
  row,
  commitment,
}: {
  row: ProgressRow;
  commitment: Commitment | undefined;
}): JSX.Element {
  const m = messages.value;
  return (
    <li class="card">
      <p class="hint">
        {m.row.roles[row.role]} · {m.row.status[row.status]}
      </p>
      <p>{commitment?.text || row.short_name}</p>
    </li>
  );
}
