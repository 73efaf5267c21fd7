/** Starts the app: looks first, then the stores, the first screen, syncing and the service worker. */
import { render } from "preact";
import { version } from "../package.json";
import { boot } from "./boot";
import { AppScreens } from "./features/app/app";
import { AppContext, createApp } from "./features/app/context";
import type { Phone } from "./phone";
import { startRouter } from "./ui/router";
import "./ui/styles/tokens.css";
import "./ui/styles/base.css";
import "./ui/styles/components.css";
import { startTheme } from "./ui/theme";

startTheme();
startRouter();

function show(phone: Phone): void {
  const root = document.getElementById("app");
  if (root === null) throw new Error("index.html has no #app");
  render(
    <AppContext.Provider value={createApp(phone, version)}>
      <AppScreens />
    </AppContext.Provider>,
    root,
  );
}

void boot({ show, appVersion: version });
