import type { ScenarioEvent } from '../scenario.ts'

/** The other vendor hears of it this much later, ms. */
const LATER_MS = 2_500
/** Far from those that the scenario counts for itself. */
const FIRST_NUMBER = 700
const FIRST_ADISYO_ID = 900_000_000_000

/**
 * The same scenario for a shop whose platforms tell both vendors: each order of a platform comes at the other vendor as
 * well, a moment later, under an id and a number of that one's own and with the platform's code; and so does whatever
 * happens to it. In order of time.
 */
export function* showTwice(events: Iterable<ScenarioEvent>): Generator<ScenarioEvent, void> {
  const twins = new Map<string, string>()
  const due: ScenarioEvent[] = []
  for (const event of events) {
    while (due[0] !== undefined && due[0].atMs <= event.atMs) yield due.shift() as ScenarioEvent
    yield event
    const twin = twinOf(event, twins)
    if (twin !== null) due.push(twin)
  }
}

function twinOf(event: ScenarioEvent, twins: Map<string, string>): ScenarioEvent | null {
  const atMs = event.atMs + LATER_MS
  if (event.kind !== 'open') {
    const id = twins.get(event.id)
    return id === undefined ? null : { ...event, id, atMs }
  }
  const { order } = event
  if (order.code === null || order.code === undefined) return null
  const pos = order.pos === 'adisyo' ? 'restomenum' : 'adisyo'
  const count = twins.size
  const id = pos === 'adisyo' ? String(FIRST_ADISYO_ID + count) : String(Number(event.id) + FIRST_ADISYO_ID)
  twins.set(event.id, id)
  return { kind: 'open', atMs, id, order: { ...order, pos, id, number: FIRST_NUMBER + count } }
}
