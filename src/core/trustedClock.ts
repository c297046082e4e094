import type { Clock } from './host.ts'

/** Which way the computer's clock is wrong, when that is sure. */
export type ClockFault = 'behind' | 'ahead'

/** The wall clock as far as it can be believed: the computer's, held against what vendors say and what was known before. */
export interface TrustedClock extends Clock {
  /** Wall time, epoch ms: a vendor's, carried on by the clock that does not jump, where the computer's contradicts it. */
  nowMs(): number
  /** A vendor's answer said when it was given. @param dateMs epoch ms @param sourceId whose answer it was */
  noteDate(dateMs: number, sourceId: string): void
  /** What time it is by the vendor of this source, whatever others say, epoch ms; null: it has not told it. */
  vendorNowMs(sourceId: string): number | null
  /** The latest time that an earlier run believed, epoch ms; null: there was none. */
  recall(believedMs: number | null): void
  /**
   * Wall time, epoch ms, for what cannot be undone; null while nothing speaks for it: no vendor has told the time, it is
   * not near the latest time that was believed, and has not run steadily for hours.
   */
  believedNowMs(): number | null
  /** null: nothing says that the clock is wrong. */
  fault(): ClockFault | null
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** No Tezgah is older than this, 1 January 2026: a clock that shows an earlier day is wrong. */
export const RELEASED_MS = 1_767_225_600_000
/** A time zone that is set wrong shifts a clock by hours; everything here still counts right by it. */
const TOLERANCE_MS = 6 * HOUR_MS
/** A clock that moves by more than this against the one that does not jump was set, or the machine slept. */
const JUMP_MS = 60_000
/** A weekend's sleep or closing; a clock that is further ahead of what is known may have been set wrong. */
const LONGEST_PAUSE_MS = 3 * DAY_MS
/** Nobody leaves a wrong clock alone for a whole working day. */
const STEADY_MS = 8 * HOUR_MS
/** How far ahead of the latest time that was believed, or of the release, a clock is surely wrong. */
const AHEAD_OF_BELIEVED_MS = 30 * DAY_MS
const AHEAD_OF_RELEASE_MS = 2 * 365 * DAY_MS

/** @param clock the computer's, which may be set to anything at any time */
export function createTrustedClock(clock: Clock): TrustedClock {
  /** What a vendor said, and when that was by the clock that does not jump. */
  type Told = Record<'dateMs' | 'monotonicMs', number>
  /** By the last vendor that was believed. */
  let told: Told | null = null
  /** By each source's own vendor, right or wrong: its orders carry its time. */
  const toldBySource = new Map<string, Told>()
  let latestBelievedMs: number | null = null
  let offsetMs = clock.nowMs() - clock.monotonicMs()
  let steadySinceMs = clock.monotonicMs()

  /** The computer's wall time; whoever reads it learns first whether it has been set. */
  const read = (): number => {
    const [wallMs, monotonicMs] = [clock.nowMs(), clock.monotonicMs()]
    const jumpMs = wallMs - monotonicMs - offsetMs
    offsetMs += jumpMs
    if (Math.abs(jumpMs) > JUMP_MS) {
      steadySinceMs = monotonicMs
      // It may have slept while the other clock stood still: then what was told is as old as that.
      if (jumpMs > 0 && jumpMs <= LONGEST_PAUSE_MS) {
        told = null
        toldBySource.clear()
      }
    }
    return wallMs
  }

  const carriedOn = (said: Told | null): number | null => said && said.dateMs + clock.monotonicMs() - said.monotonicMs

  const isNear = (firstMs: number, secondMs: number): boolean => Math.abs(firstMs - secondMs) <= TOLERANCE_MS

  const nowMs = (): number => {
    const wallMs = read()
    const vendorMs = carriedOn(told)
    return vendorMs === null || isNear(wallMs, vendorMs) ? wallMs : Math.floor(vendorMs)
  }

  const fault = (): ClockFault | null => {
    const wallMs = read()
    const vendorMs = carriedOn(told)
    if (vendorMs !== null) return isNear(wallMs, vendorMs) ? null : wallMs < vendorMs ? 'behind' : 'ahead'
    if (wallMs < Math.max(latestBelievedMs ?? 0, RELEASED_MS) - TOLERANCE_MS) return 'behind'
    const latestMs =
      latestBelievedMs === null ? RELEASED_MS + AHEAD_OF_RELEASE_MS : latestBelievedMs + AHEAD_OF_BELIEVED_MS
    return wallMs > latestMs ? 'ahead' : null
  }

  const believedNowMs = (): number | null => {
    const currentMs = nowMs()
    const isKnown = latestBelievedMs !== null && isAfterPause(currentMs, latestBelievedMs)
    // A clock that is far ahead keeps every vendor away whose certificate it takes for expired, however long it runs.
    const isSteady = clock.monotonicMs() - steadySinceMs >= STEADY_MS && currentMs >= RELEASED_MS && fault() !== 'ahead'
    // One vendor's word against the computer and the record together is not enough for what cannot be undone.
    const isAgainstBoth = latestBelievedMs !== null && !isKnown && isAfterPause(read(), latestBelievedMs)
    if (isAgainstBoth || (told === null && !isKnown && !isSteady)) return null
    latestBelievedMs = currentMs
    return currentMs
  }

  return {
    nowMs,
    monotonicMs: () => clock.monotonicMs(),
    vendorNowMs: (sourceId) => {
      read()
      return carriedOn(toldBySource.get(sourceId) ?? null)
    },
    noteDate: (dateMs, sourceId) => {
      const wallMs = read()
      toldBySource.set(sourceId, { dateMs, monotonicMs: clock.monotonicMs() })
      const vendorMs = carriedOn(told)
      // Where one vendor and the computer agree, it is the other vendor who is wrong.
      const isOutvoted = !isNear(dateMs, wallMs) && vendorMs !== null && isNear(vendorMs, wallMs)
      if (!isOutvoted && dateMs >= RELEASED_MS) told = { dateMs, monotonicMs: clock.monotonicMs() }
    },
    recall: (believedMs) => {
      latestBelievedMs ??= believedMs
    },
    believedNowMs,
    fault,
  }
}

const isAfterPause = (currentMs: number, believedMs: number): boolean =>
  currentMs >= believedMs - TOLERANCE_MS && currentMs <= believedMs + LONGEST_PAUSE_MS
