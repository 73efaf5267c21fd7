/**
 * Signing in. Needed once with a network; after that the app opens with the last person, and comes
 * back here only when the server asks again before it takes what has been written.
 */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Problem } from "../../domain/problem";
import { Button, LinkButton } from "../../ui/button";
import { TextField } from "../../ui/field";
import { messages, type Messages } from "../../ui/messages";
import { Notice } from "../../ui/notice";
import { Page } from "../../ui/page";
import { go, href } from "../../ui/router";
import { useApp } from "../app/context";

/** One clear sentence for whatever kept someone out. */
export function signInSentence(problem: Problem, m: Messages): string {
  switch (problem.slug) {
    case "wrong-credentials":
    case "not-signed-in":
    case "invalid-input":
      return m.signIn.wrong;
    case "network":
    case "timeout":
      return m.signIn.offline;
    case "too-many-requests":
      return m.signIn.tooMany;
    default:
      return m.signIn.failed;
  }
}

export function SignInScreen({ again = false }: { again?: boolean }): JSX.Element {
  const { phone, signedIn, sync } = useApp();
  const m = messages.value;
  const [email, setEmail] = useState(signedIn.value?.session.user.email ?? "");
  const [password, setPassword] = useState("");
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);

  const submit = async (): Promise<void> => {
    if (working) return;
    if (email.trim() === "" || password === "") {
      setFailure(m.signIn.needed);
      form.current
        ?.querySelector<HTMLInputElement>(email.trim() === "" ? "#email" : "#password")
        ?.focus();
      return;
    }
    setWorking(true);
    setFailure(null);
    const answer = await phone.signIn(email.trim(), password);
    setWorking(false);
    if (answer.ok) {
      if (again) go(href(""));
      return;
    }
    setFailure(signInSentence(answer.problem, m));
    form.current?.querySelector<HTMLInputElement>("#password")?.focus();
  };

  const isAway =
    sync.value.lastError?.slug === "network" || sync.value.lastError?.slug === "timeout";
  return (
    <Page
      title={m.signIn.title}
      appName={m.app.name}
      quiet={!again}
      back={again ? { to: href(""), label: m.app.back } : undefined}
    >
      {!again && (
        <p class="brand">
          <img src="/icons/mark.svg" alt="" width={56} height={56} />
          <span>
            <strong class="brand-name">{m.app.name}</strong>
            <br />
            <span class="soft">{m.signIn.lead}</span>
          </span>
        </p>
      )}
      {again && <p>{m.signIn.again}</p>}
      {isAway && failure === null && (
        <Notice icon="offline">
          <p>{m.signIn.offline}</p>
        </Notice>
      )}
      {!again && sync.value.othersUnsent > 0 && (
        <Notice icon="phone">
          <p>{m.signIn.keptForOthers(sync.value.othersUnsent)}</p>
        </Notice>
      )}
      <form
        class="stack loose"
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField
          id="email"
          type="email"
          label={m.signIn.email}
          value={email}
          onInput={setEmail}
          autocomplete="username"
          required
        />
        <TextField
          id="password"
          type="password"
          label={m.signIn.password}
          value={password}
          onInput={setPassword}
          autocomplete="current-password"
          required
        />
        {failure !== null && (
          <Notice tone="warn" live>
            <p>{failure}</p>
          </Notice>
        )}
        <Button type="submit" look="primary" wide disabled={working}>
          {working ? m.signIn.working : m.signIn.button}
        </Button>
      </form>
      {again && (
        <LinkButton to={href("")} look="quiet" wide>
          {m.signIn.laterButton}
        </LinkButton>
      )}
    </Page>
  );
}
