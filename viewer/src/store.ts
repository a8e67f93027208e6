/** A value outside the page that others watch. Panels and map read it, and change it only through `set`. */
export interface Store<T> {
  get(): T;
  /** Tells the watchers when the value is another one. */
  set(value: T): void;
  /** Calls `listener` now and after each change; returns what ends the watch. */
  watch(listener: (value: T) => void): () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener(value);
    },
    watch(listener) {
      listeners.add(listener);
      listener(value);
      return () => listeners.delete(listener);
    },
  };
}
