/* A value that can be read and watched: what the framework-free parts show to the screens. */

export interface Observable<T> {
  get: () => T;
  /** Calls `listener` after every change (not at once); gives back the way to stop. */
  subscribe: (listener: (value: T) => void) => () => void;
}

export interface Source<T> extends Observable<T> {
  set: (value: T) => void;
}

/** An observable with its setter. Setting the same value tells nobody. */
export function source<T>(initial: T): Source<T> {
  let current = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => current,
    set: (value) => {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) listener(value);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
