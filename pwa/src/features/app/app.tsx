/** Which screen an address means, and that nobody writes before they have signed in once. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { messages } from "../../ui/messages";
import { route } from "../../ui/router";
import { HomeScreen } from "../home/home-screen";
import { SignInScreen } from "../sign-in/sign-in-screen";
import { useApp } from "./context";
import { Frame } from "./frame";
import { lazy } from "../../ui/lazy";
import { NotFetched, Opening } from "./waiting";
import { MissingScreen } from "./missing-screen";

const whileWaiting = { loading: Opening, failed: NotFetched };

const form = () => import("../log-activity/screens");
const WriteScreen = lazy(async () => (await form()).WriteScreen, whileWaiting);
const CorrectScreen = lazy(async () => (await form()).CorrectScreen, whileWaiting);
const RepairScreen = lazy(async () => (await form()).RepairScreen, whileWaiting);

const later = () => import("./later-screens");
const EntryScreen = lazy(async () => (await later()).EntryScreen, whileWaiting);
const MyLogScreen = lazy(async () => (await later()).MyLogScreen, whileWaiting);
const NeedsAttentionScreen = lazy(async () => (await later()).NeedsAttentionScreen, whileWaiting);
const SettingsScreen = lazy(async () => (await later()).SettingsScreen, whileWaiting);

/** Promises and the board are a file of their own: whoever only writes entries seldom wants it. */
const promises = () => import("../commitments/screens");
const PromisesScreen = lazy(async () => (await promises()).PromisesScreen, whileWaiting);
const PromiseScreen = lazy(async () => (await promises()).PromiseScreen, whileWaiting);
const CommitmentScreen = lazy(async () => (await promises()).CommitmentScreen, whileWaiting);

/** Fetched soon after the first screen, so that the first tap on a tile waits for nothing. */
const FETCH_AHEAD_MS = 600;

export function AppScreens(): JSX.Element {
  const { signedIn } = useApp();
  const isSignedIn = signedIn.value !== null;
  useEffect(() => {
    if (!isSignedIn) return;
    const timer = window.setTimeout(() => {
      // A failure here is no news: the screen that needs the file asks again and says so.
      void Promise.allSettled([form(), later()]);
    }, FETCH_AHEAD_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [isSignedIn]);
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
