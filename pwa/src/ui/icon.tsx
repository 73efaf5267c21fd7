/**
 * Line icons as path data on a 24-unit grid. They are decoration: the words beside them carry the
 * meaning, so every icon is hidden from assistive technology.
 */
import type { JSX } from "preact";

const PATHS = {
  // What people do, named as the catalogue's tile.icon names them.
  gauge: "M4 17a8.5 8.5 0 1 1 16 0M12 16l4-6M12 16h.01M4 17h2M18 17h2",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z",
  moped:
    "M6 14a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM18 14a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM9 17h6l-2-7h-3M13 10l2-4h3M3 12h5l2 4",
  leaf: "M5 19c0-9 5-14 15-14 0 10-5 15-13 13M5 19c2-4 5-7 9-9",
  people:
    "M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM16.5 7a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM3 19c0-3.5 2-6 5-6s5 2.5 5 6M14.5 13.5c3-1 6.5 1 6.5 5.5",
  letter: "M3.5 6h17v12h-17zM3.5 7l8.5 6.5L20.5 7",
  megaphone: "M4 10v4h3l9 4.5v-13L7 10H4ZM7 14l1.5 5.5H11L9.5 15M19 9.5a4 4 0 0 1 0 5",
  lantern: "M9 3h6M12 3v2.5M7.5 9h9l1 10h-11l1-10ZM8.5 9c0-2 1.5-3.5 3.5-3.5S15.5 7 15.5 9M12 12v4",
  handshake:
    "M3 8l4-2 5 2 5-2 4 2M3 8v7l2 1M21 8v7l-2 1M12 8l-3.5 3.5c1.5 1.5 3 1 4-.5l6 5-1.5 2-2-1-1.5 1.5-2-1-1.5 1L5 16",
  network:
    "M12 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM5 16a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM19 16a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM12 8v4M12 12l-5.5 4.5M12 12l5.5 4.5",
  pin: "M12 21s-7-6.5-7-11.5a7 7 0 0 1 14 0C19 14.5 12 21 12 21ZM12 7a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z",
  // What the interface itself needs.
  pencil: "M4 20l1-4.5L16 4.5 19.5 8 8.5 19 4 20ZM14 6.5 17.5 10",
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  loop: "M4 12a8 8 0 0 1 14-5.3L20 9M20 4v5h-5M20 12a8 8 0 0 1-14 5.3L4 15M4 20v-5h5",
  check: "M4.5 12.5l5 5 10-11",
  checkRing: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8 12.5l3 3 5.5-6.5",
  waiting: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5.5l3.5 2",
  phone: "M7.5 2.5h9v19h-9zM11 18.5h2",
  alert: "M12 3.5 22 20H2L12 3.5ZM12 10v4.5M12 17.2v.1",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v5.5M12 7.7v.1",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  gear: "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M18.7 5.3l-2.1 2.1M7.4 16.6l-2.1 2.1",
  list: "M9 6h11M9 12h11M9 18h11M4.5 6h.1M4.5 12h.1M4.5 18h.1",
  target:
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM12 12h.01",
  locate: "M12 6a6 6 0 1 0 0 12 6 6 0 0 0 0-12ZM12 2v4M12 18v4M2 12h4M18 12h4",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 21 21",
  offline: "M3 3l18 18M6.5 10.5A4.5 4.5 0 0 0 7 19h9M10 6.2A6 6 0 0 1 17.5 11 4 4 0 0 1 20.5 17",
  send: "M12 20V5M6 11l6-6 6 6",
  wish: "M4 5h16v11h-9l-4.5 4v-4H4z",
  close: "M6 6l12 12M18 6 6 18",
} as const;

export type IconName = keyof typeof PATHS;

/** The icon a catalogue tile asks for, or a pencil for a name this build doesn't know yet. */
export function tileIcon(name: string): IconName {
  return name in PATHS ? (name as IconName) : "pencil";
}

export function Icon({ name, size = 24 }: { name: IconName; size?: number }): JSX.Element {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
