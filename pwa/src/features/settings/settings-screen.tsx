/** Looks, who is signed in, whether storage is safe, and the version, changed only with consent. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../ui/button";
import { Choices } from "../../ui/choices";
import { Dialog } from "../../ui/dialog";
import { messages } from "../../ui/messages";
import { Page } from "../../ui/page";
import { href, replace } from "../../ui/router";
import { showSnack } from "../../ui/snack-bar";
import { chooseTheme, theme, type Theme } from "../../ui/theme";
import { useApp } from "../app/context";
import { UpdateNotice } from "../home/update-notice";

export function SettingsScreen(): JSX.Element {
  const m = messages.value;
  return (
    <Page title={m.settings.title} appName={m.app.name} back={{ to: href(""), label: m.app.back }}>
      <ThemeChoice />
      <Account />
      <StorageState />
      <Version />
      <section class="stack tight" aria-labelledby="about">
        <h2 id="about">{m.settings.about}</h2>
        <p>{m.settings.aboutText}</p>
        <p>{m.settings.personal}</p>
        <p>{m.app.notAlarm}</p>
      </section>
    </Page>
  );
}

function ThemeChoice(): JSX.Element {
  const m = messages.value;
  const themes: Theme[] = ["system", "dark", "light"];
  return (
    <Choices
      id="theme"
      label={m.settings.theme}
      always
      choices={themes.map((value) => ({ value, label: m.settings.themes[value] }))}
      value={theme.value}
      onChange={(value) => {
        chooseTheme(themes.find((one) => one === value) ?? "system");
      }}
    />
  );
}

function Account(): JSX.Element | null {
  const { phone, signedIn, sync } = useApp();
  const m = messages.value;
  const [asking, setAsking] = useState(false);
  const session = signedIn.value?.session;
  const unsent = sync.value.unsent;
  const signOut = async (): Promise<void> => {
    const answer = await phone.signOut();
    if (answer.ok) {
      replace(href(""));
      showSnack({ text: m.settings.signedOut });
    } else {
      showSnack({ text: m.board.failed, icon: "alert" });
    }
  };
  if (!session) return null;
  return (
    <section class="stack" aria-labelledby="account">
      <h2 id="account">{m.settings.account}</h2>
      <div>
        <p class="item-title">{session.user.display_name}</p>
        <p class="soft">{session.user.email}</p>
      </div>
      <ul class="stack tight">
        {session.memberships.map((membership) => (
          <li key={`${membership.organisation_id} ${membership.role}`}>
            {membership.organisation_name}
            <span class="soft"> · {m.settings.roles[membership.role]}</span>
          </li>
        ))}
      </ul>
      <Button
        onClick={() => {
          if (unsent > 0) setAsking(true);
          else void signOut();
        }}
      >
        {m.settings.signOut}
      </Button>
      {asking && (
        <Dialog
          title={m.settings.signOutTitle(unsent)}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>{m.settings.signOutText(unsent)}</p>
          <div class="stack">
            <Button
              look="primary"
              wide
              onClick={() => {
                setAsking(false);
              }}
            >
              {m.app.cancel}
            </Button>
            <Button look="warn" wide onClick={() => void signOut()}>
              {m.settings.signOutAnyway}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

function StorageState(): JSX.Element {
  const { storage } = useApp();
  const m = messages.value;
  const persisted = storage.value.phase === "open" ? storage.value.persisted : null;
  const words =
    persisted === null
      ? m.settings.persistUnknown
      : persisted
        ? m.settings.persisted
        : m.settings.notPersisted;
  return (
    <section class="stack tight" aria-labelledby="storage">
      <h2 id="storage">{m.settings.storage}</h2>
      <p>{words}</p>
    </section>
  );
}

function Version(): JSX.Element {
  const { update, version } = useApp();
  const m = messages.value;
  return (
    <section class="stack tight" aria-labelledby="version">
      <h2 id="version">{m.settings.version}</h2>
      <p>
        {m.app.name} {version}
      </p>
      {update.value === "none" && <p class="soft">{m.settings.updateNone}</p>}
      <UpdateNotice />
    </section>
  );
}
