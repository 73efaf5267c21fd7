/** Lets the framework-free parts (store/, sync/) be read as signals by the screens. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Observable } from "../domain/observable";

/** A signal that follows an observable for as long as the page lives. */
export function live<T>(observed: Observable<T>): ReadonlySignal<T> {
  const followed = signal(observed.get());
  observed.subscribe((value) => {
    followed.value = value;
  });
  return followed;
}
