/** A promise with its rows, from whichever answer is at hand: the synced one or the live one. */
import type { JSX } from "preact";
import type { ProgressRow } from "../../domain/wire/progress";
import type { CitizenPromise, ResultLine } from "../../domain/wire/promise";
import { formatNumber, formatPeriod } from "../../ui/format";
import { messages } from "../../ui/messages";
import { type Area, arrangeRows } from "./arrange";
import { CommitmentCard, GoalItem } from "./progress-row";

export function promisePeriod(promise: CitizenPromise): string {
  const m = messages.value;
  if (promise.ends_on !== null) return formatPeriod(promise.starts_on, promise.ends_on);
  const from = m.promises.from(formatPeriod(promise.starts_on, null));
  return promise.until_further_notice ? `${from}, ${m.promises.untilFurtherNotice}` : from;
}

export function PromiseView({
  promise,
  rows,
  unfolded = false,
}: {
  promise: CitizenPromise;
  rows: readonly ProgressRow[];
  /** At the desk what was also done is read at once; on the phone it is one tap away. */
  unfolded?: boolean;
}): JSX.Element {
  const m = messages.value;
  const areas = arrangeRows(promise, rows);
  return (
    <>
      {areas.length === 0 && <p>{m.promises.noRows}</p>}
      {areas.map((area) => (
        <AreaSection key={area.id} area={area} unfolded={unfolded} />
      ))}
      {promise.sections.length > 0 && (
        <details>
          <summary>{m.promises.sections}</summary>
          <div class="details-body">
            {promise.sections.map((section) => (
              <section class="stack tight" key={section.heading}>
                <h3>{section.heading}</h3>
                <p>{section.text}</p>
              </section>
            ))}
          </div>
        </details>
      )}
      {promise.source_note && (
        <p class="hint">
          {m.promises.source}: {promise.source_note}
        </p>
      )}
    </>
  );
}

function AreaSection({ area, unfolded }: { area: Area; unfolded: boolean }): JSX.Element {
  const m = messages.value;
  const id = `area-${area.id || "other"}`;
  return (
    <section class="stack" aria-labelledby={id}>
      <h2 id={id}>{area.name ?? m.promises.otherAreas}</h2>
      {area.rows.length > 0 && (
        <ul class="cards">
          {area.rows.map(({ row, commitment }) => (
            <li key={row.commitment_id}>
              <CommitmentCard row={row} commitment={commitment} />
            </li>
          ))}
        </ul>
      )}
      {area.goals.length > 0 && (
        <details>
          <summary>{m.promises.goals}</summary>
          <ul class="details-body">
            {area.goals.map(({ row, commitment }) => (
              <GoalItem key={row.commitment_id} row={row} commitment={commitment} />
            ))}
          </ul>
        </details>
      )}
      {area.resultLines.length > 0 && <ResultLines lines={area.resultLines} unfolded={unfolded} />}
    </section>
  );
}

function ResultLines({
  lines,
  unfolded,
}: {
  lines: readonly ResultLine[];
  unfolded: boolean;
}): JSX.Element {
  const m = messages.value;
  return (
    <details open={unfolded}>
      <summary>{m.promises.alsoDone}</summary>
      <div class="details-body">
        <ul class="bullets">
          {lines.map((line) => (
            <li key={line.id}>
              {line.text}
              {resultAmount(line) && <strong> ({resultAmount(line)})</strong>}
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

/** The source's own words where it had any; else the number it gave. */
function resultAmount(line: ResultLine): string | null {
  if (line.words) return line.words;
  return line.low !== null && line.high === line.low ? formatNumber(line.low) : null;
}
