/** The language of the screens. A component reads `messages.value` and is redrawn when it changes. */
import { signal } from "@preact/signals";
import { sv } from "./messages.sv";

export type Messages = typeof sv;

export const messages = signal<Messages>(sv);

/** Which of the catalogue's labels to show. */
export const language = signal<"sv" | "en">("sv");

/** A catalogue label in the language of the screens. */
export function label(words: { sv: string; en: string }): string {
  return words[language.value];
}
