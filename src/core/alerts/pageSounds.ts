import type { SoundState } from '../../shared/model/sound.ts'
import { isWithin } from '../../shared/settings/hours.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import type { Clock, Host } from '../host.ts'
import type { Trouble } from './alarms.ts'

/** Whether anything that rings could be heard, as the pages that play it say themselves. */
export interface PageSounds {
  /** A page says how its sound is; what it said before holds no more. */
  note(pageId: string, state: SoundState): void
  /** With each heartbeat: nothing is missed while no sound is wanted, nor while the computer slept. */
  beat(): void
  /** null: a page could sound within the last minute, or no sound is wanted. */
  trouble(): Trouble | null
}

interface PageSoundsDependencies {
  host: Pick<Host, 'playsOnPages'> & { clock: Clock }
  settings(): Pick<Settings, 'soundVolume' | 'openingHours' | 'sources'>
}

/** No page has been able to sound for this long: an alarm. A page that has said nothing for so long is not there. */
const ALARM_AFTER_MS = 60_000
/** Beats that are further apart mean that the computer slept: its pages need a moment to say how they are. */
const SLEPT_MS = 15_000
/** More pages than any shop opens. */
const MOST_PAGES = 100

export function createPageSounds({ host, settings }: PageSoundsDependencies): PageSounds {
  const { clock } = host
  const now = () => ({ monotonicMs: clock.monotonicMs(), wallMs: clock.nowMs() })
  /** When a page could last sound, or no sound was wanted; the start counts as well. */
  let able = now()
  let beatMs = able.monotonicMs
  const pages = new Map<string, { state: SoundState; atMs: number }>()

  const isWanted = (): boolean => {
    const { soundVolume, openingHours, sources } = settings()
    if (!host.playsOnPages || soundVolume === 0 || !sources.some(({ enabled }) => enabled)) return false
    return openingHours === null || isWithin(openingHours, clock.nowMs())
  }

  const code = (): 'noPageOpen' | 'soundBlocked' | 'soundNoDevice' | 'soundFailed' => {
    const since = clock.monotonicMs() - ALARM_AFTER_MS
    const states = [...pages.values()].flatMap(({ state, atMs }) => (atMs >= since ? [state] : []))
    if (states.length === 0) return 'noPageOpen'
    // One touch mends it.
    if (states.includes('blocked')) return 'soundBlocked'
    return states.every((state) => state === 'noDevice') ? 'soundNoDevice' : 'soundFailed'
  }

  return {
    note: (pageId, state) => {
      pages.delete(pageId)
      pages.set(pageId, { state, atMs: clock.monotonicMs() })
      const [oldest] = pages.keys()
      if (pages.size > MOST_PAGES && oldest !== undefined) pages.delete(oldest)
      if (state === 'on') able = now()
    },
    beat: () => {
      const { monotonicMs } = now()
      if (!isWanted() || monotonicMs - beatMs > SLEPT_MS) able = now()
      beatMs = monotonicMs
      for (const [pageId, { atMs }] of pages) if (monotonicMs - atMs > ALARM_AFTER_MS) pages.delete(pageId)
    },
    trouble: () =>
      isWanted() && clock.monotonicMs() - able.monotonicMs >= ALARM_AFTER_MS
        ? { problem: { code: code() }, sinceMs: able.wallMs }
        : null,
  }
}
