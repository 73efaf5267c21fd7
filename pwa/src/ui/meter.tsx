/**
 * A bar filled to at most 100 %. The words beside it say the number and any over-fulfilment, so the
 * bar itself is decoration and hidden from assistive technology.
 */
import type { JSX } from "preact";

/** The filled share of 0..100, whole per cent; nothing without a target, never more than full. */
export function filledPercent(value: number, target: number): number {
  if (target <= 0 || value <= 0) return 0;
  return Math.min(100, Math.floor((value / target) * 100));
}

export function Meter({
  value,
  target,
  full,
}: {
  value: number;
  target: number;
  full: boolean;
}): JSX.Element {
  return (
    <svg
      class={`meter${full ? " full" : ""}`}
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect class="meter-ground" width="100" height="4" />
      <rect class="meter-fill" width={filledPercent(value, target)} height="4" />
    </svg>
  );
}
