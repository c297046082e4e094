/** Enough for what a shop has in several busy days. */
const KEPT = 20_000

/** Remembers this, and of everything that a map holds the last so many. */
export function keepLast<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.delete(key)
  const [oldest] = map.keys()
  if (map.size >= KEPT && oldest !== undefined) map.delete(oldest)
  map.set(key, value)
}
