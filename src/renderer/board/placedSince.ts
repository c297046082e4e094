/** Since when each thing has stood at its place, page time, ms. */
export interface PlacedSince {
  /** @param places by key; what was not there before the first call has always been there */
  note(places: ReadonlyMap<string, string>): void
  since(key: string): number
}

/** Tells what has moved just now from what somebody has had the time to look at. */
export function createPlacedSince(nowMs: () => number): PlacedSince {
  let placed: ReadonlyMap<string, { place: string; sinceMs: number }> | null = null
  return {
    note: (places) => {
      const before = placed
      const sinceMs = before === null ? Number.NEGATIVE_INFINITY : nowMs()
      placed = new Map(
        [...places].map(([key, place]) => {
          const was = before?.get(key)
          return [key, was?.place === place ? was : { place, sinceMs }]
        }),
      )
    },
    since: (key) => placed?.get(key)?.sinceMs ?? Number.NEGATIVE_INFINITY,
  }
}
