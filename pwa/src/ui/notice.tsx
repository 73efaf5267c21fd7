/** A boxed sentence: something good, something to act on, or plain information. */
import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icon";

type Tone = "info" | "good" | "warn";

const ICONS: Record<Tone, IconName> = { info: "info", good: "checkRing", warn: "alert" };

export function Notice({
  tone = "info",
  icon,
  live = false,
  children,
}: {
  tone?: Tone | undefined;
  icon?: IconName | undefined;
  /** Read out as soon as it appears. */
  live?: boolean | undefined;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={`notice ${tone}`} role={live ? "alert" : undefined}>
      <Icon name={icon ?? ICONS[tone]} />
      <div class="notice-body">{children}</div>
    </div>
  );
}

export function Badge({
  tone = "info",
  icon,
  children,
}: {
  tone?: Tone | undefined;
  icon?: IconName | undefined;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <span class={`badge ${tone}`}>
      {icon && <Icon name={icon} size={18} />}
      <span>{children}</span>
    </span>
  );
}
