/* The four words an entry's state is told with, the same in code and (in the message files) on screen. */

export type EntryStatus = "on-phone" | "waiting" | "sent" | "needs-attention";

/**
 * The word for an entry out of the words of its unsent operations; an entry without any is sent.
 * What needs a person comes first, then what has not left the phone, then what waits at the server.
 */
export function statusOf(unsent: readonly Exclude<EntryStatus, "sent">[]): EntryStatus {
  if (unsent.includes("needs-attention")) return "needs-attention";
  if (unsent.includes("on-phone")) return "on-phone";
  if (unsent.includes("waiting")) return "waiting";
  return "sent";
}
