/**
 * One screen: a top row with the way back, the heading that takes focus when the screen opens, the
 * content, and an optional row of actions that stays within reach of a thumb.
 */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./icon";

interface Props {
  title: string;
  /** Shown after the title in the browser's own title. */
  appName: string;
  back?: { to: string; label: string } | undefined;
  /** Beside the heading, such as the way to settings. */
  aside?: ComponentChildren | undefined;
  actions?: ComponentChildren | undefined;
  wide?: boolean | undefined;
  /** The first screen after start leaves focus alone. */
  quiet?: boolean | undefined;
  children: ComponentChildren;
}

export function Page({
  title,
  appName,
  back,
  aside,
  actions,
  wide = false,
  quiet = false,
  children,
}: Props): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${appName}`;
  }, [title, appName]);
  useEffect(() => {
    if (quiet) return;
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
    // Only when the screen opens: a title that changes later must not move focus.
  }, []);
  return (
    <div class={`page${wide ? " wide" : ""}${actions ? " has-actions" : ""}`}>
      <header class="top">
        {back && (
          <a class="icon-button" href={back.to} aria-label={back.label}>
            <Icon name="back" />
          </a>
        )}
        <h1 tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {aside}
      </header>
      <main class="content">{children}</main>
      {actions && <div class="actions">{actions}</div>}
    </div>
  );
}
