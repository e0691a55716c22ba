/**
 * Returns a function that calls `make` on its first call and returns the same value from then on.
 *
 * Request schemas are created this way. A function has the schemas of all its routes, and creating all of them takes
 * longer than the rest of its startup, but a request needs only one of them.
 */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Does the same as {@link once} for an asynchronous load. A failed load is retried on the next call. */
export function onceLoaded<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
