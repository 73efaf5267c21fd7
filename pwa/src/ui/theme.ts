/**
 * Dark, light, or as the phone says. The choice is kept in localStorage and set on <html> before the
 * first screen; it is only about looks, so a phone that refuses storage simply follows the system.
 */
import { signal } from "@preact/signals";

export type Theme = "system" | "dark" | "light";
const KEY = "theme";

function stored(): Theme {
  try {
    const value = window.localStorage.getItem(KEY);
    return value === "dark" || value === "light" ? value : "system";
  } catch (error) {
    // Storage switched off in the browser throws a SecurityError on the very access.
    if (error instanceof DOMException) return "system";
    throw error;
  }
}

export const theme = signal<Theme>("system");

function apply(value: Theme): void {
  theme.value = value;
  if (value === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = value;
}

export function startTheme(): void {
  apply(stored());
}

export function chooseTheme(value: Theme): void {
  apply(value);
  try {
    if (value === "system") window.localStorage.removeItem(KEY);
    else window.localStorage.setItem(KEY, value);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
