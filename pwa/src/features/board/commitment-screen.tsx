/** One commitment: its rule, its number, and every entry behind it with why it counted. */
import type { JSX } from "preact";
import type { ProgressRow } from "../../domain/wire/progress";
import type { CitizenPromise, Commitment } from "../../domain/wire/promise";
import { formatMonth, formatNumber, formatPeriod } from "../../ui/format";
import { messages } from "../../ui/messages";
import { Page } from "../../ui/page";
import { href } from "../../ui/router";
import { useStored } from "../app/context";
import { MissingScreen } from "../app/missing-screen";
import { Opening } from "../app/waiting";
import { RowNotes, RowNumbers } from "../commitments/progress-row";
import { Contributions } from "./contributions";
import { useContributions } from "./use-contributions";
import { chosenWindow } from "./window-choice";

interface Found {
  promise: CitizenPromise | undefined;
  commitment: Commitment | undefined;
  row: ProgressRow | undefined;
}

export function CommitmentScreen({ id }: { id: string }): JSX.Element {
  const m = messages.value;
  const found = useStored(async (phone): Promise<Found> => {
    const promise = (await phone.promises()).find(({ commitments }) =>
      commitments.some((one) => one.id === id),
    );
    return {
      promise,
      commitment: promise?.commitments.find((one) => one.id === id),
      row: (await phone.progress())
        .flatMap(({ items }) => items)
        .find((one) => one.commitment_id === id),
    };
  }, id);
  if (found === undefined) return <Opening />;
  if (found.commitment === undefined || found.promise === undefined) {
    return <MissingScreen title={m.app.missing} text={m.board.notFound} />;
  }
  return (
    <CommitmentView promise={found.promise} commitment={found.commitment} synced={found.row} />
  );
}

function CommitmentView({
  promise,
  commitment,
  synced,
}: {
  promise: CitizenPromise;
  commitment: Commitment;
  synced: ProgressRow | undefined;
}): JSX.Element {
  const m = messages.value;
  const window = chosenWindow(promise.id);
  const pages = useContributions(commitment.id, window);
  const row = pages.row ?? (window === "" ? synced : undefined);
  return (
    <Page
      title={commitment.short_name}
      appName={m.app.name}
      wide
      back={{ to: href("lofte", promise.id), label: m.board.toPromise }}
    >
      <div class="stack tight">
        <p class="soft">{promise.title}</p>
        {commitment.text !== commitment.short_name && <p>{commitment.text}</p>}
        {commitment.parties.length > 0 && (
          <p class="hint">
            {m.promises.parties}: {commitment.parties.map(({ name }) => name).join(", ")}
          </p>
        )}
      </div>
      {row && <Row row={row} />}
      <Contributions pages={pages} />
      {row && row.series.length > 0 && <Months row={row} />}
    </Page>
  );
}

function Row({ row }: { row: ProgressRow }): JSX.Element {
  const m = messages.value;
  return (
    <section class="card" aria-label={m.row.status[row.status]}>
      <RowNumbers row={row} />
      <RowNotes row={row} />
      {(row.text || row.window) && (
        <div class="stack tight">
          <h2 class="day">{m.row.rule}</h2>
          {row.text && <p>{row.text}</p>}
          {row.window && (
            <p class="hint">
              {m.board.window}: {formatPeriod(row.window.starts_on, row.window.ends_on)}
            </p>
          )}
        </div>
      )}
    </section>
  );
}

/** The same numbers as a table: a chart would need colours, sizes and a file of its own. */
function Months({ row }: { row: ProgressRow }): JSX.Element {
  const m = messages.value;
  return (
    <details>
      <summary>{m.board.perMonth}</summary>
      <div class="details-body">
        <table class="months">
          <thead>
            <tr>
              <th scope="col">{m.board.month}</th>
              <th scope="col" class="count-column">
                {m.board.number}
              </th>
            </tr>
          </thead>
          <tbody>
            {row.series.map(({ month, value }) => (
              <tr key={month}>
                <th scope="row">{formatMonth(month)}</th>
                <td>{formatNumber(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
