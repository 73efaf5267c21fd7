/** What stands around every screen: the demo line, storage trouble, the menu and the snack bar. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Icon, type IconName } from "../../ui/icon";
import { messages } from "../../ui/messages";
import { Notice } from "../../ui/notice";
import { href, route, type RouteName } from "../../ui/router";
import { hideSnack, SnackBar } from "../../ui/snack-bar";
import { useApp } from "./context";

export function Frame({ children }: { children: ComponentChildren }): JSX.Element {
  const { signedIn, isDemo } = useApp();
  const m = messages.value;
  const isIn = signedIn.value !== null;
  const onForm = isForm(route.value.name);
  useEffect(() => {
    // Whoever goes on has read it; from now on the entry is undone in Min logg. A screen that shows a
    // message as it closes replaces its address, which is no hashchange.
    window.addEventListener("hashchange", hideSnack);
    return () => {
      window.removeEventListener("hashchange", hideSnack);
    };
  }, []);
  const demo = (
    <aside class="demo" aria-label={m.app.demoLabel}>
      <p>{m.app.demo}</p>
    </aside>
  );
  return (
    <>
      {isDemo.value && isIn && demo}
      <StorageNotice />
      {children}
      {/* A stranger's phone learns it after the first drawing: at the bottom it moves nothing. */}
      {isDemo.value && !isIn && demo}
      {isIn && !onForm && <Menu />}
      <SnackBar closeLabel={m.app.close} />
    </>
  );
}

/** On a form the thumb's place belongs to Spara. */
function isForm(name: RouteName): boolean {
  return name === "write" || name === "correct" || name === "repair-entry";
}

function StorageNotice(): JSX.Element | null {
  const { storage } = useApp();
  const m = messages.value;
  const words = {
    blocked: m.state.storageBlocked,
    outdated: m.state.storageOld,
    full: m.state.storageFull,
    unavailable: m.state.storageFailed,
  };
  if (storage.value.phase === "open") return null;
  return (
    <div class="page-notice">
      <Notice tone="warn" live>
        <p>{words[storage.value.phase]}</p>
      </Notice>
    </div>
  );
}

interface MenuItem {
  path: string;
  icon: IconName;
  words: string;
  routes: readonly RouteName[];
  count?: number | undefined;
}

function Menu(): JSX.Element {
  const { sync } = useApp();
  const m = messages.value;
  const current = route.value.name;
  const items: MenuItem[] = [
    { path: "", icon: "pencil", words: m.nav.write, routes: ["home"] },
    { path: "min-logg", icon: "list", words: m.nav.log, routes: ["my-log", "entry"] },
    {
      path: "ratta",
      icon: "alert",
      words: m.nav.repair,
      routes: ["repair"],
      count: sync.value.needsAttention,
    },
    {
      path: "loften",
      icon: "target",
      words: m.nav.promises,
      routes: ["promises", "promise", "commitment"],
    },
  ];
  return (
    <nav class="nav" aria-label={m.nav.label}>
      <ul>
        {items.map((item) => (
          <li key={item.path}>
            <a
              href={href(item.path)}
              aria-current={item.routes.includes(current) ? "page" : undefined}
            >
              <Icon name={item.icon} />
              <span>{item.words}</span>
              {item.count ? (
                <span class="count">
                  {item.count}
                  <span class="sr-only"> {m.nav.entries(item.count)}</span>
                </span>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
