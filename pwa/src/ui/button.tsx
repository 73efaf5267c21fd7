/** Buttons and links that look like buttons. One primary action a screen, at the bottom. */
import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icon";

type Look = "primary" | "plain" | "quiet" | "warn";

interface ButtonProps {
  children: ComponentChildren;
  onClick?: (() => void) | undefined;
  look?: Look | undefined;
  icon?: IconName | undefined;
  type?: "button" | "submit" | undefined;
  /** Shown as pressed or not; leave out for a button that is no toggle. */
  pressed?: boolean | undefined;
  disabled?: boolean | undefined;
  wide?: boolean | undefined;
  label?: string | undefined;
}

export function Button({
  children,
  onClick,
  look = "plain",
  icon,
  type = "button",
  pressed,
  disabled = false,
  wide = false,
  label,
}: ButtonProps): JSX.Element {
  return (
    <button
      type={type}
      class={`button ${look}${wide ? " wide" : ""}`}
      onClick={onClick}
      disabled={disabled}
      aria-pressed={pressed}
      aria-label={label}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

export function IconButton({
  icon,
  label,
  onClick,
}: {
  icon: IconName;
  label: string;
  onClick: () => void;
}): JSX.Element {
  return (
    <button type="button" class="icon-button" onClick={onClick} aria-label={label}>
      <Icon name={icon} />
    </button>
  );
}

export function LinkButton({
  children,
  to,
  look = "plain",
  icon,
  wide = false,
}: {
  children: ComponentChildren;
  to: string;
  look?: Look | undefined;
  icon?: IconName | undefined;
  wide?: boolean | undefined;
}): JSX.Element {
  return (
    <a class={`button ${look}${wide ? " wide" : ""}`} href={to}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}
