/* Boot order: store → first screen → sync → service worker. */
import type { Phone } from "./phone";

export interface BootOptions {
  /** Draws the first screen. Called once, as soon as the stores are open (or known not to be). */
  show: (phone: Phone) => void;
  appVersion: string;
}

/** Opens the stores, shows the first screen, then starts syncing and registers the service worker. */
export function boot(options: BootOptions): Promise<Phone> {
  throw new Error(`not written yet: ${options.appVersion}`);
}
