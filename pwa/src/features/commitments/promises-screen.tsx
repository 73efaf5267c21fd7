/** The promises of the person's municipalities as last synced: running ones first. */
import type { JSX } from "preact";
import type { PromiseProgress } from "../../domain/wire/progress";
import type { CitizenPromise } from "../../domain/wire/promise";
import { Icon } from "../../ui/icon";
import { messages } from "../../ui/messages";
import { Page } from "../../ui/page";
import { href } from "../../ui/router";
import { useApp, useStored } from "../app/context";
import { arrangePromises, metCount } from "./arrange";
import { promisePeriod } from "./promise-view";

export function PromisesScreen(): JSX.Element {
  const m = messages.value;
  const stored = useStored(async (phone) => ({
    promises: await phone.promises(),
    progress: await phone.progress(),
  }));
  const { running, ended } = arrangePromises(stored?.promises ?? []);
  return (
    <Page title={m.promises.title} appName={m.app.name}>
      {stored?.promises.length === 0 && <p>{m.promises.empty}</p>}
      {running.length > 0 && (
        <Promises title={m.promises.active} promises={running} progress={stored?.progress ?? []} />
      )}
      {ended.length > 0 && (
        <Promises title={m.promises.ended} promises={ended} progress={stored?.progress ?? []} />
      )}
    </Page>
  );
}

function Promises({
  title,
  promises,
  progress,
}: {
  title: string;
  promises: readonly CitizenPromise[];
  progress: readonly PromiseProgress[];
}): JSX.Element {
  const { signedIn } = useApp();
  const m = messages.value;
  const names = new Map(
    signedIn.value?.session.municipalities.map(({ code, name }) => [code, name]) ?? [],
  );
  return (
    <section class="stack" aria-label={title}>
      <h2>{title}</h2>
      <ul class="list">
        {promises.map((promise) => {
          const rows = progress.find((one) => one.promise_id === promise.id)?.items ?? [];
          const { met, all } = metCount(rows);
          return (
            <li key={promise.id}>
              <a class="item" href={href("lofte", promise.id)}>
                <span class="item-body">
                  <span class="item-title">{promise.title}</span>
                  <span class="soft small">
                    {[names.get(promise.municipality_code), promisePeriod(promise)]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                  {all > 0 && <span>{m.promises.metOf(met, all)}</span>}
                </span>
                <Icon name="next" />
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
