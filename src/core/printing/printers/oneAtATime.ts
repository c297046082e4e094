const lasts = new Map<string, Promise<unknown>>()

/** Runs what belongs to one key one after the other: two connections to one printer would mix their slips. */
export async function oneAtATime<T>(key: string, run: () => Promise<T>): Promise<T> {
  const before = lasts.get(key) ?? Promise.resolve()
  const mine = before.then(run, run)
  lasts.set(key, mine)
  try {
    return await mine
  } finally {
    if (lasts.get(key) === mine) lasts.delete(key)
  }
}
