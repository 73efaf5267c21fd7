/** The list of entries behind a number. */
import type { JSX } from "preact";
import type { Contribution } from "../../domain/wire/progress";
import { Button } from "../../ui/button";
import { messages } from "../../ui/messages";
import { Notice } from "../../ui/notice";
import { useApp } from "../app/context";
import {
  contributionFacts,
  contributionRefs,
  contributionWhen,
  precisionWords,
} from "./contribution-words";
import { problemSentence } from "./problem-words";
import type { ContributionPages } from "./use-contributions";

export function Contributions({ pages }: { pages: ContributionPages }): JSX.Element {
  const m = messages.value;
  const isEmpty = pages.items.length === 0 && !pages.loading && pages.problem === null;
  return (
    <section class="stack" aria-labelledby="entries-title">
      <h2 id="entries-title">{m.board.entriesTitle}</h2>
      {isEmpty && <p>{m.board.noEntries}</p>}
      <ol class="cards">
        {pages.items.map((one) => (
          <li key={`${one.ordinal} ${one.activity_id ?? one.month}`}>
            <Entry one={one} />
          </li>
        ))}
      </ol>
      {pages.loading && (
        <p class="soft" role="status">
          {m.app.loading}
        </p>
      )}
      {pages.problem && (
        <Notice tone="warn" icon="offline" live>
          <p>{problemSentence(pages.problem, m)}</p>
          <div>
            <Button onClick={pages.more}>{m.board.retry}</Button>
          </div>
        </Notice>
      )}
      {pages.hasMore && !pages.loading && pages.problem === null && (
        <Button wide onClick={pages.more}>
          {m.board.showMore}
        </Button>
      )}
    </section>
  );
}

function Entry({ one }: { one: Contribution }): JSX.Element {
  const { signedIn } = useApp();
  const m = messages.value;
  const names = new Map(
    signedIn.value?.session.municipalities.map(({ code, name }) => [code, name]) ?? [],
  );
  const closeness = precisionWords(one, m);
  const refs = contributionRefs(one, m);
  return (
    <article class="card entry">
      <div class="row spread">
        <h3>
          {one.kind_label} {contributionWhen(one)}
        </h3>
        <p class="soft">
          {m.board.ordinal(one.ordinal)}
          {one.amount === 1 ? "" : `, ${m.board.amount(one.amount)}`}
        </p>
      </div>
      <p>{contributionFacts(one, names, m).join(" · ")}</p>
      {one.why.length > 0 && (
        <ul class="bullets soft" aria-label={m.board.why}>
          {one.why.map((why) => (
            <li key={why}>{why}</li>
          ))}
        </ul>
      )}
      {(closeness !== null || refs !== null) && (
        <p class="hint">{[closeness, refs].filter((words) => words !== null).join(" ")}</p>
      )}
    </article>
  );
}
