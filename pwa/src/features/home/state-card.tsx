/** Whether everything has reached the server, when it last did, and *Skicka nu*. */
import type { JSX } from "preact";
import { Button, LinkButton } from "../../ui/button";
import { formatMoment } from "../../ui/format";
import { messages } from "../../ui/messages";
import { Notice } from "../../ui/notice";
import { href } from "../../ui/router";
import { useApp } from "../app/context";
import { clockWords, isOffline, stateLine } from "./state-words";

export function StateCard(): JSX.Element {
  const { phone, sync } = useApp();
  const m = messages.value;
  const state = sync.value;
  const line = stateLine(state, m);
  const contact =
    state.lastContactAt === null
      ? m.state.never
      : m.state.lastContact(formatMoment(state.lastContactAt, new Date(), m.app.yesterday));
  const clock = clockWords(state, m);
  return (
    <section aria-label={m.state.label}>
      <Notice tone={line.tone} icon={line.icon}>
        <div class="row spread">
          <div role="status">
            <p class="item-title">{line.words}</p>
            {line.also.map((words) => (
              <p key={words}>{words}</p>
            ))}
            {clock !== null && <p>{clock}</p>}
            <p class="soft small">
              {isOffline(state) && state.unsent === 0 ? `${m.state.noNetwork} ` : ""}
              {contact}
            </p>
          </div>
          {line.canSend && (
            <Button
              icon="send"
              onClick={() => {
                phone.syncNow();
              }}
            >
              {m.state.sendNow}
            </Button>
          )}
          {state.needsSignIn && (
            <LinkButton to={href("logga-in")}>{m.signIn.againButton}</LinkButton>
          )}
        </div>
      </Notice>
    </section>
  );
}
