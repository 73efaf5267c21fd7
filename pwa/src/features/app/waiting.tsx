/** A screen while it is being read, and one that could not be fetched. */
import type { JSX } from "preact";
import { Button } from "../../ui/button";
import { messages } from "../../ui/messages";
import { Notice } from "../../ui/notice";
import { Page } from "../../ui/page";
import { href } from "../../ui/router";

/** Usually a few milliseconds, so nothing moves and nothing is said. */
export function Opening(): JSX.Element {
  const m = messages.value;
  return (
    <Page
      title={m.app.loading}
      appName={m.app.name}
      back={{ to: href(""), label: m.app.back }}
      quiet
    >
      <span aria-busy="true" />
    </Page>
  );
}

export function NotFetched({ retry }: { retry: () => void }): JSX.Element {
  const m = messages.value;
  return (
    <Page title={m.nav.promises} appName={m.app.name} back={{ to: href(""), label: m.app.back }}>
      <Notice tone="warn" live>
        <p>{m.board.failed}</p>
        <div>
          <Button onClick={retry}>{m.board.retry}</Button>
        </div>
      </Notice>
    </Page>
  );
}
