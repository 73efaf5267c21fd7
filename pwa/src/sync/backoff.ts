/* How long to wait after a failed try: doubling from five seconds to ten minutes, with full jitter. */

const FIRST_MS = 5_000;
const LONGEST_MS = 10 * 60_000;

/**
 * Milliseconds before try number `failures` + 1. `random` gives 0 to 1; half the wait is kept so that two
 * tries never follow at once. What the server asked for (Retry-After) is the least, up to an hour.
 */
export function backoffMs(
  failures: number,
  random: () => number,
  retryAfterMs: number | null = null,
): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(20, Math.max(0, failures - 1)));
  const wait = ceiling / 2 + (ceiling / 2) * random();
  return Math.round(Math.max(wait, Math.min(retryAfterMs ?? 0, 3_600_000)));
}
