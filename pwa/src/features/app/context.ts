/** What every screen stands on: the phone beneath, and its observables as signals. */
import type { ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Phone, SignedIn, StorageState, SyncState, UpdateState } from "../../phone";
import { live } from "../../ui/live";

export interface App {
  phone: Phone;
  storage: ReadonlySignal<StorageState>;
  sync: ReadonlySignal<SyncState>;
  signedIn: ReadonlySignal<SignedIn | null>;
  isDemo: ReadonlySignal<boolean>;
  update: ReadonlySignal<UpdateState>;
  /** Rises when anything stored has changed. */
  changes: ReadonlySignal<number>;
  version: string;
}

export function createApp(phone: Phone, version: string): App {
  return {
    phone,
    storage: live(phone.storage),
    sync: live(phone.sync),
    signedIn: live(phone.signedIn),
    isDemo: live(phone.isDemo),
    update: live(phone.update),
    changes: live(phone.changes),
    version,
  };
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error("A screen was drawn outside AppContext");
  return app;
}

/**
 * Reads from the store, and again after every change there. Undefined until the first answer; an
 * answer that arrives after a newer question is dropped.
 */
export function useStored<T>(read: (phone: Phone) => Promise<T>, key = ""): T | undefined {
  const { phone, changes } = useApp();
  const [value, setValue] = useState<{ key: string; value: T }>();
  const change = changes.value;
  useEffect(() => {
    let wanted = true;
    // A store that can't be read is said by StorageNotice; a screen keeps what it has.
    void read(phone).then((answer) => {
      if (wanted) setValue({ key, value: answer });
    });
    return () => {
      wanted = false;
    };
    // `read` is a new function at every drawing; `key` says when it means something else.
  }, [phone, key, change]);
  return value?.key === key ? value.value : undefined;
}
