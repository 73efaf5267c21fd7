/** An address that leads nowhere, or something that is not on this phone. */
import type { JSX } from "preact";
import { LinkButton } from "../../ui/button";
import { messages } from "../../ui/messages";
import { Page } from "../../ui/page";
import { href } from "../../ui/router";

export function MissingScreen({ title, text }: { title: string; text?: string }): JSX.Element {
  const m = messages.value;
  return (
    <Page title={title} appName={m.app.name} back={{ to: href(""), label: m.app.back }}>
      <p>{text ?? m.app.missingText}</p>
      <div>
        <LinkButton to={href("")}>{m.app.toHome}</LinkButton>
      </div>
    </Page>
  );
}
