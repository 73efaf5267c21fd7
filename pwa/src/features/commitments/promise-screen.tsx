/**
 * One promise and how it goes. Everybody sees it as last synced, also offline; whoever works at the
 * desk sees the server's answer now, and may choose the period.
 */
import type { JSX } from "preact";
import type { PromiseProgress } from "../../domain/wire/progress";
import type { CitizenPromise } from "../../domain/wire/promise";
import { formatMoment } from "../../ui/format";
import { messages } from "../../ui/messages";
import { Notice } from "../../ui/notice";
import { Page } from "../../ui/page";
import { href } from "../../ui/router";
import { useApp, useStored } from "../app/context";
import { MissingScreen } from "../app/missing-screen";
import { Opening } from "../app/waiting";
import { sitsAtDesk } from "../board/desk";
import { useLive } from "../board/live-answer";
import { problemSentence } from "../board/problem-words";
import { chosenWindow, WindowChoice } from "../board/window-choice";
import { promisePeriod, PromiseView } from "./promise-view";

export function PromiseScreen({ id }: { id: string }): JSX.Element {
  const m = messages.value;
  const stored = useStored(
    async (phone) => ({ promises: await phone.promises(), progress: await phone.progress() }),
    id,
  );
  if (stored === undefined) return <Opening />;
  const promise = stored.promises.find((one) => one.id === id);
  if (promise === undefined) {
    return <MissingScreen title={m.app.missing} text={m.board.notFound} />;
  }
  const progress = stored.progress.find((one) => one.promise_id === id);
  return <OnePromise promise={promise} progress={progress} />;
}

function OnePromise({
  promise,
  progress,
}: {
  promise: CitizenPromise;
  progress: PromiseProgress | undefined;
}): JSX.Element {
  const { signedIn } = useApp();
  const m = messages.value;
  const atDesk = sitsAtDesk(signedIn.value?.session ?? null, promise.municipality_code);
  return (
    <Page
      title={promise.title}
      appName={m.app.name}
      wide
      back={{ to: href("loften"), label: m.app.back }}
    >
      <p class="soft">{promisePeriod(promise)}</p>
      {atDesk ? (
        <LiveRows promise={promise} progress={progress} />
      ) : (
        <SyncedRows promise={promise} progress={progress} />
      )}
    </Page>
  );
}

function SyncedRows({
  promise,
  progress,
}: {
  promise: CitizenPromise;
  progress: PromiseProgress | undefined;
}): JSX.Element {
  const m = messages.value;
  return (
    <>
      {progress && (
        <p class="hint">
          {m.promises.fetched(formatMoment(progress.as_of, new Date(), m.app.yesterday))}
        </p>
      )}
      <PromiseView promise={promise} rows={progress?.items ?? []} />
    </>
  );
}

function LiveRows({
  promise,
  progress,
}: {
  promise: CitizenPromise;
  progress: PromiseProgress | undefined;
}): JSX.Element {
  const m = messages.value;
  const window = chosenWindow(promise.id);
  const live = useLive(
    (phone) => phone.fetchProgress(promise.id, window === "" ? {} : { window }),
    `${promise.id} ${window}`,
  );
  const now = new Date();
  const moment = (at: string | Date): string => formatMoment(at, now, m.app.yesterday);
  // Synced rows stand in for the default period only; for another they would be another answer.
  const rows = live.value ?? (window === "" ? (progress?.items ?? []) : []);
  return (
    <>
      <WindowChoice promise={promise} />
      {live.problem ? (
        <Notice tone="warn" icon="offline">
          <p>{problemSentence(live.problem, m)}</p>
          {progress && window === "" && <p>{m.promises.fetched(moment(progress.as_of))}</p>}
        </Notice>
      ) : (
        <p class="hint" role="status">
          {live.answeredAt ? m.promises.fetchedNow(moment(live.answeredAt)) : m.app.loading}
        </p>
      )}
      {(rows.length > 0 || live.value) && <PromiseView promise={promise} rows={rows} unfolded />}
    </>
  );
}
