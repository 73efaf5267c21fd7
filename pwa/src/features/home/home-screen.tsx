/** The first screen: is everything sent, and one big tile for each thing this person writes down. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { kindsFor, writingMemberships } from "../../domain/catalogue";
import type { Catalogue } from "../../domain/wire/catalogue";
import { Icon, tileIcon } from "../../ui/icon";
import { label, messages } from "../../ui/messages";
import { Notice } from "../../ui/notice";
import { Page } from "../../ui/page";
import { stockholm } from "../../ui/format";
import { href } from "../../ui/router";
import { useApp, useStored } from "../app/context";
import { StateCard } from "./state-card";
import { UpdateNotice } from "./update-notice";

/** Only the very first screen after start leaves focus where it is. */
let started = false;

export function HomeScreen(): JSX.Element {
  const { signedIn } = useApp();
  const m = messages.value;
  const catalogue = useStored((phone) => phone.catalogue());
  const quiet = !started;
  useEffect(() => {
    started = true;
  }, []);
  return (
    <Page
      title={m.home.title}
      appName={m.app.name}
      quiet={quiet}
      aside={
        <a class="icon-button" href={href("installningar")} aria-label={m.nav.settings}>
          <Icon name="gear" />
        </a>
      }
    >
      <StateCard />
      {/* Nothing stands below the tiles before they do, so nothing has to move for them. */}
      {catalogue !== undefined && (
        <>
          <Tiles catalogue={catalogue} />
          <UpdateNotice />
          <p class="emergency">
            <span>{m.app.notAlarm}</span>
            <a href="tel:112">{m.app.emergency}</a>
            <a href="tel:11414">{m.app.police}</a>
          </p>
          <p class="soft small signed-in">{signedIn.value?.session.user.display_name}</p>
        </>
      )}
    </Page>
  );
}

function Tiles({ catalogue }: { catalogue: Catalogue | null }): JSX.Element {
  const { signedIn } = useApp();
  const m = messages.value;
  const memberships = writingMemberships(
    signedIn.value?.session.memberships ?? [],
    stockholm(new Date()).date,
  );
  const kinds = catalogue === null ? [] : kindsFor(catalogue, memberships);
  if (kinds.length === 0) {
    return (
      <Notice>
        <p>{catalogue === null ? m.home.nothingYet : m.home.nothing}</p>
      </Notice>
    );
  }
  return (
    <nav aria-label={m.home.tiles}>
      <ul class="tiles">
        {kinds.map((kind) => (
          <li key={kind.code}>
            <a class="tile" href={href("skriv-in", kind.code)}>
              <Icon name={tileIcon(kind.tile.icon)} size={32} />
              <span>{label(kind.label)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
