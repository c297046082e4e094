import { create } from 'zustand'
import type { HeaderTimes, Snapshot } from '../shared/contract/snapshot.ts'
import { madeOfSame, timesOf } from '../shared/contract/snapshotPatch.ts'
import type { Problem } from '../shared/contract/problems.ts'
import { type BoardFilter, noFilter } from './board/boardFilter.ts'
import type { Route } from './route.ts'
import type { RoutesDraft } from './routing/routeDrafts.ts'

export const densities = ['roomy', 'dense'] as const
export type Density = (typeof densities)[number]

export interface Printing {
  key: string
  /** As people call it: `#127`. */
  label: string
  /** A slip was wanted before: this one will be marked KOPYA and needs a reason. */
  isCopy: boolean
}

export type SourceTimes = Omit<HeaderTimes['sources'][number], 'id'>

/** A "seen", as long as it can be taken back. */
export interface Undo {
  keys: string[]
  /** As people call them: `#127`. */
  labels: string[]
  /** When it was said, page time that only moves on, ms. */
  atMs: number
}

/** What the screen holds: the newest snapshot, and how this person looks at it. All decisions are the core's. */
export interface ScreenState {
  snapshot: Snapshot | null
  /** When each source was heard, by its id: newer than what the snapshot says of it. */
  sourceTimes: Readonly<Record<string, SourceTimes>>
  /** The core's clock minus this page's, ms, at the newest snapshot. */
  clockOffsetMs: number
  /** Since when the core has not answered this screen, page time; null: it answers. */
  linkLostSinceMs: number | null
  route: Route
  selectedKey: string | null
  density: Density
  find: string
  /** What the board is narrowed to; it outlives a look at another page. */
  filter: BoardFilter
  lookupIsOpen: boolean
  /** The map of the keyboard. */
  keysAreOpen: boolean
  /** The order a print dialog is open for. */
  printing: Printing | null
  /** Printing rules that are not saved yet; they outlive a look at another page. */
  routesDraft: RoutesDraft | null
  /** Why the last thing a person asked for did not happen; shown until dismissed or until the next one works. */
  actionError: Problem | null
  /** Oldest first: the last is taken back first. */
  undos: readonly Undo[]
  receive(snapshot: Snapshot): void
  receiveTimes(times: HeaderTimes): void
  noteLink(isUp: boolean): void
  go(route: Route): void
  select(key: string | null): void
  setDensity(density: Density): void
  setFind(find: string): void
  setFilter(filter: BoardFilter): void
  setLookup(isOpen: boolean): void
  setKeysOpen(areOpen: boolean): void
  setPrinting(printing: Printing | null): void
  setRoutesDraft(draft: RoutesDraft | null): void
  setActionError(problem: Problem | null): void
  setUndos(undos: readonly Undo[]): void
}

const DENSITY_KEY = 'tezgah.density'

export const useScreen = create<ScreenState>()((set) => ({
  snapshot: null,
  sourceTimes: {},
  clockOffsetMs: 0,
  linkLostSinceMs: null,
  route: { name: 'board' },
  selectedKey: null,
  density: readDensity(),
  find: '',
  filter: noFilter,
  lookupIsOpen: false,
  keysAreOpen: false,
  printing: null,
  routesDraft: null,
  actionError: null,
  undos: [],
  receive: (snapshot) =>
    set((state) => {
      if (state.snapshot !== null && isOlder(snapshot, state.snapshot)) return state
      const shown = state.snapshot === null ? snapshot : madeOfSame(state.snapshot, snapshot)
      // Sources that were held already came with no news of when they were heard.
      if (snapshot.sources === state.snapshot?.sources) return { snapshot: shown, clockOffsetMs: offsetAt(snapshot) }
      return { snapshot: shown, ...timesAt(timesOf(snapshot)) }
    }),
  receiveTimes: (times) => set(timesAt(times)),
  noteLink: (isUp) =>
    set((state) => {
      if (isUp) return state.linkLostSinceMs === null ? state : { linkLostSinceMs: null }
      return state.linkLostSinceMs === null ? { linkLostSinceMs: Date.now() } : state
    }),
  go: (route) => set({ route }),
  select: (selectedKey) => set({ selectedKey }),
  setDensity: (density) => {
    rememberDensity(density)
    set({ density })
  },
  setFind: (find) => set({ find }),
  setFilter: (filter) => set({ filter }),
  setLookup: (lookupIsOpen) => set({ lookupIsOpen }),
  setKeysOpen: (keysAreOpen) => set({ keysAreOpen }),
  setPrinting: (printing) => set({ printing }),
  setRoutesDraft: (routesDraft) => set({ routesDraft }),
  setActionError: (actionError) => set({ actionError }),
  setUndos: (undos) => set({ undos }),
}))

const timesAt = (times: HeaderTimes): Pick<ScreenState, 'sourceTimes' | 'clockOffsetMs'> => ({
  sourceTimes: Object.fromEntries(times.sources.map(({ id, ...heard }) => [id, heard])),
  clockOffsetMs: offsetAt(times),
})

const offsetAt = ({ nowMs }: Pick<HeaderTimes, 'nowMs'>): number => nowMs - Date.now()

/**
 * Answers and events may overtake each other; an older board must never replace a newer one. A core that was started
 * again counts anew, and the one before it says nothing any more.
 */
const isOlder = (incoming: Snapshot, held: Snapshot): boolean =>
  incoming.runId === held.runId && incoming.rev < held.rev

function readDensity(): Density {
  return storage()?.getItem(DENSITY_KEY) === 'dense' ? 'dense' : 'roomy'
}

function rememberDensity(density: Density): void {
  storage()?.setItem(DENSITY_KEY, density)
}

/** Browsers that block site data throw on the mere access; the density is then simply not remembered. */
function storage(): Storage | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}
