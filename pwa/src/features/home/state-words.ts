/** The line that says whether everything has reached the server. Pure. */
import type { SyncState } from "../../phone";
import type { IconName } from "../../ui/icon";
import type { Messages } from "../../ui/messages";

export interface StateLine {
  tone: "good" | "info" | "warn";
  icon: IconName;
  words: string;
  /** A second line, such as "2 behöver rättas". */
  also: string[];
  canSend: boolean;
}

/** True when the last try never reached the server. */
export function isOffline(state: Pick<SyncState, "lastError">): boolean {
  return state.lastError?.slug === "network" || state.lastError?.slug === "timeout";
}

/** A phone's clock this far off is told; nothing is moved because of it. */
const TOLD_SKEW_SECONDS = 5 * 60;

/** "Telefonens klocka går 12 minuter efter"; null while it is near enough, or not known. */
export function clockWords(state: Pick<SyncState, "clockSkewSeconds">, m: Messages): string | null {
  const skew = state.clockSkewSeconds;
  if (skew === null || Math.abs(skew) < TOLD_SKEW_SECONDS) return null;
  const minutes = Math.round(Math.abs(skew) / 60);
  return skew > 0 ? m.state.clockBehind(minutes) : m.state.clockAhead(minutes);
}

export function stateLine(state: SyncState, m: Messages): StateLine {
  const onPhone = Math.max(0, state.unsent - state.waiting - state.needsAttention);
  const also: string[] = [];
  if (state.waiting > 0 && onPhone > 0) also.push(m.state.held(state.waiting));
  if (state.needsAttention > 0) also.push(m.state.repair(state.needsAttention));
  if (state.othersUnsent > 0) also.push(m.state.others(state.othersUnsent));
  if (state.phase === "pushing") {
    return { tone: "info", icon: "send", words: m.state.sending, also, canSend: false };
  }
  if (state.needsSignIn && state.unsent > 0) {
    also.unshift(m.state.onPhone(state.unsent));
    return { tone: "warn", icon: "alert", words: m.state.signedOut, also, canSend: false };
  }
  if (onPhone > 0) {
    const words = isOffline(state) ? m.state.waiting(onPhone) : m.state.onPhone(onPhone);
    const icon: IconName = isOffline(state) ? "offline" : "phone";
    return { tone: "info", icon, words, also, canSend: true };
  }
  if (state.waiting > 0) {
    const words = m.state.held(state.waiting);
    return { tone: "info", icon: "waiting", words, also, canSend: true };
  }
  if (state.needsAttention > 0) {
    return {
      tone: "warn",
      icon: "alert",
      words: m.state.repair(state.needsAttention),
      also: also.filter((words) => words !== m.state.repair(state.needsAttention)),
      canSend: false,
    };
  }
  return { tone: "good", icon: "checkRing", words: m.state.allSent, also, canSend: false };
}
