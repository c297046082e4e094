import type { Alarm, Snapshot } from '../../shared/contract/snapshot.ts'
import { isLoud, type OpenAlert } from '../../shared/model/alert.ts'
import { foreignCurrencyOf, type Order, restKurus } from '../../shared/model/order.ts'
import { channelSound, type SoundId } from '../../shared/model/sound.ts'
import { isWithin } from '../../shared/settings/hours.ts'
import type { Settings } from '../../shared/settings/settings.ts'
import { isEndless } from '../../shared/settings/sounds.ts'
import { passedMs } from '../../shared/model/passedMs.ts'

/** An alert that waits for somebody, and the order it is about. */
export interface WaitingAlert {
  alert: OpenAlert
  order: Order
}

export interface RingingFacts {
  nowMs: number
  /** Oldest first. */
  waiting: readonly WaitingAlert[]
  alarms: readonly Pick<Alarm, 'isSilenced' | 'subject'>[]
  settings: Pick<Settings, 'soundVolume' | 'sounds'>
}

type Ringing = Pick<Snapshot, 'sound' | 'ringing'>
type Ring = Snapshot['ringing']['loop'][number]

/** Nobody has come for this long: full volume. */
const LOUDER_AFTER_MS = 30_000
/** And for this long: the alarm's sound as well. */
const ALARM_AFTER_MS = 120_000
/** What is younger is news: told once by every screen that was open. */
const NEWS_MS = 15_000
/** More sounds in a row than this would keep each of them waiting too long for its turn. */
const MOST_SOUNDS = 5
const MOST_NEWS = 5

/**
 * What is to be heard just now. New orders ring before an alarm does: they are what the shop lives of, and the alarm's
 * banner stays. A source that is not heard has its turn all the same: nobody could tell it from an order. Pure.
 */
export function ringingOf(facts: RingingFacts): Ringing {
  const { nowMs, settings } = facts
  const loud = facts.waiting.filter(({ alert }) => isLoud(alert.kind))
  // That no page can sound is not told by sound: it would begin just when the trouble is over.
  const isAlarming = facts.alarms.some(({ isSilenced, subject }) => !isSilenced && subject !== 'pages')
  const waitedMs = Math.max(0, ...loud.map(({ alert }) => passedMs(alert.wantedAtMs, nowMs)))
  const isRaised = settings.sounds.rises && waitedMs >= LOUDER_AFTER_MS
  const { quiet } = settings.sounds
  const softness = quiet !== null && !isEndless(quiet) && isWithin(quiet, nowMs) ? quiet.volume : 1
  const level = (part: number, isFull = false): number =>
    // What is switched off stays off: the header's red mark says so.
    settings.soundVolume === 0 ? 0 : softness * (isFull ? 1 : settings.soundVolume * part)
  const rings = loud.map((entry): Ring => {
    const { sound, volume } = soundOf(entry, settings.sounds.channels)
    return { sound, volume: level(volume, isRaised) }
  })
  const horn: Ring = { sound: 'alarm', volume: level(1, isRaised) }
  const loop = loudestOfEach(rings).slice(0, MOST_SOUNDS)
  const isDeaf = facts.alarms.some(({ isSilenced, subject }) => !isSilenced && subject === 'source')
  const isInsisting = settings.sounds.rises && waitedMs >= ALARM_AFTER_MS
  if (isDeaf || (loop.length === 0 ? isAlarming : isInsisting)) loop.push(horn)
  return {
    sound: loud.length > 0 ? 'newOrder' : isAlarming ? 'alarm' : 'none',
    ringing: { loop, quietVolume: level(0.6), news: newsOf(facts) },
  }
}

function soundOf(
  { alert, order }: WaitingAlert,
  channels: Settings['sounds']['channels'],
): { sound: SoundId; volume: number } {
  if (alert.kind === 'new') return channelSound(channels, order.channel.id)
  return { sound: alert.kind, volume: 1 }
}

/** One sound a turn, however many orders want it, at the volume of the one that wants it loudest. */
function loudestOfEach(rings: readonly Ring[]): Ring[] {
  const byId = new Map<SoundId, Ring>()
  for (const ring of rings) {
    const known = byId.get(ring.sound)
    byId.set(ring.sound, known !== undefined && known.volume >= ring.volume ? known : ring)
  }
  return [...byId.values()]
}

const newsOf = ({ waiting, nowMs }: RingingFacts): Snapshot['ringing']['news'] =>
  waiting
    .filter(({ alert }) => passedMs(alert.wantedAtMs, nowMs) < NEWS_MS)
    .slice(-MOST_NEWS)
    .map(({ alert, order }) => ({
      alertId: alert.id,
      kind: alert.kind,
      channelName: order.channel.name,
      amountKurus: foreignCurrencyOf(order) === null ? restKurus(order) : null,
    }))
