import { createScenario, type ScenarioEvent } from './scenario.ts'
import { showTwice } from './scenario/showTwice.ts'
import type { ShopState } from './shopState.ts'

export interface ScenarioPlayer {
  stop(): void
}

export interface PlayOptions {
  seed: number
  /** 2: everything comes twice as fast. Times on orders stay the clock's. */
  speed: number
  now: () => number
  /** Platforms tell both vendors of each order. */
  overlaps?: boolean
  /** After each event, for whoever tells about it. */
  onEvent?: (event: ScenarioEvent) => void
}

/** Plays a seeded scenario in the shop until stopped. What somebody removed meanwhile is passed over. */
export function playScenario(
  shop: Pick<ShopState, 'addPacket' | 'changePacket' | 'cancel' | 'deliver' | 'packet'>,
  options: PlayOptions,
): ScenarioPlayer {
  const { now, speed } = options
  const startMs = now()
  const scenario = createScenario({ seed: options.seed, startMs })
  const events = options.overlaps === true ? showTwice(scenario) : scenario
  let timer: NodeJS.Timeout | undefined

  const play = (): void => {
    const event = events.next().value
    if (event === undefined) return
    const dueMs = startMs + event.atMs / speed
    const happen = (): void => {
      if (apply(shop, event, event.atMs < 0 ? startMs + event.atMs : now())) options.onEvent?.(event)
      play()
    }
    if (event.atMs < 0) happen()
    else timer = setTimeout(happen, Math.max(0, dueMs - now()))
  }
  play()
  return { stop: () => clearTimeout(timer) }
}

/** Lets an event of a scenario happen. @returns false when the packet is no longer there */
export function apply(shop: Parameters<typeof playScenario>[0], event: ScenarioEvent, atMs: number): boolean {
  if (event.kind === 'open') {
    shop.addPacket({ ...event.order, createdAtMs: atMs })
    return true
  }
  if (shop.packet(event.id) === undefined) return false
  if (event.kind === 'deliver') shop.deliver(event.id)
  else if (event.kind === 'cancel') shop.cancel(event.id, event.reason)
  else shop.changePacket(event.id, withTimes(event.change, atMs))
  return true
}

/** The generator knows no clock: a line cancelled in this change is cancelled now. */
function withTimes(change: Extract<ScenarioEvent, { kind: 'change' }>['change'], atMs: number): typeof change {
  if (change.lines === undefined) return change
  return {
    ...change,
    lines: change.lines.map((line) =>
      line.cancelled ? { ...line, cancelled: { ...line.cancelled, atMs: line.cancelled.atMs || atMs } } : line,
    ),
  }
}
