/**
 * Returns a function that calls `make` on its first call and returns the same value from then on.
 *
 * Schemas of requests are made this way. A function has the schemas of all its routes, and making all of them takes longer
 * than everything else that it does when it starts; a request needs one of them.
 */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
