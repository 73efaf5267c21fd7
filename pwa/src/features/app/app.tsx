/** Which screen an address means, and that nobody writes before they have signed in once. */
import type { JSX } from "preact";
import { messages } from "../../ui/messages";
import { route } from "../../ui/router";
import { CorrectScreen } from "../log-activity/correct-screen";
import { RepairScreen } from "../log-activity/repair-screen";
import { WriteScreen } from "../log-activity/write-screen";
import { HomeScreen } from "../home/home-screen";
import { EntryScreen } from "../my-log/entry-screen";
import { MyLogScreen } from "../my-log/my-log-screen";
import { NeedsAttentionScreen } from "../needs-attention/needs-attention-screen";
import { SettingsScreen } from "../settings/settings-screen";
import { SignInScreen } from "../sign-in/sign-in-screen";
import { useApp } from "./context";
import { Frame } from "./frame";
import { lazy } from "../../ui/lazy";
import { NotFetched, Opening } from "./waiting";
import { MissingScreen } from "./missing-screen";

const whileWaiting = { loading: Opening, failed: NotFetched };

/** Promises are one file of their own: whoever only writes entries never loads it before it is wanted. */
const PromisesScreen = lazy(
  async () => (await import("../commitments/screens")).PromisesScreen,
  whileWaiting,
);
const PromiseScreen = lazy(
  async () => (await import("../commitments/screens")).PromiseScreen,
  whileWaiting,
);
const CommitmentScreen = lazy(
  async () => (await import("../commitments/screens")).CommitmentScreen,
  whileWaiting,
);

export function AppScreens(): JSX.Element {
  const { signedIn } = useApp();
  return (
    <Frame>
      {signedIn.value === null ? (
        <SignInScreen />
      ) : (
        <Screen key={`${signedIn.value.session.user.id} ${route.value.name} ${route.value.id}`} />
      )}
    </Frame>
  );
}

function Screen(): JSX.Element {
  const { name, id } = route.value;
  switch (name) {
    case "home":
      return <HomeScreen />;
    case "write":
      return <WriteScreen kindCode={id} />;
    case "my-log":
      return <MyLogScreen />;
    case "entry":
      return <EntryScreen id={id} />;
    case "correct":
      return <CorrectScreen id={id} />;
    case "repair":
      return <NeedsAttentionScreen />;
    case "repair-entry":
      return <RepairScreen id={id} />;
    case "promises":
      return <PromisesScreen />;
    case "promise":
      return <PromiseScreen id={id} />;
    case "commitment":
      return <CommitmentScreen id={id} />;
    case "sign-in":
      return <SignInScreen again />;
    case "settings":
      return <SettingsScreen />;
    case "missing":
      return <MissingScreen title={messages.value.app.missing} />;
  }
}
