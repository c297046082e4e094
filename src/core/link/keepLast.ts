const KEPT = 20_000

/** Remembers so many, the last ones. */
export function keepLast<Value>(map: Map<string, Value>, key: string, value: Value): void {
  const [oldest] = map.keys()
  if (map.size >= KEPT && oldest !== undefined && !map.has(key)) map.delete(oldest)
  map.set(key, value)
}
