import { focusedOrder, keyOf, orderElements, type Place, placeOf } from './inSight.ts'
import type { Direction } from './moveSelection.ts'

/** The board's grid, which draws what is in sight alone and knows what comes next to it. */
interface BoardGuide {
  /** Brings the row of a card into sight, drawing it when it is not. */
  show(key: string): void
  /** The card in this direction; null: there is none. */
  next(key: string, direction: Direction): string | null
}

let guide: BoardGuide | null = null
/** What is to have the focus as soon as it has been drawn. */
let awaited: string | null = null

/** @returns stop */
export function offerGuide(offered: BoardGuide): () => void {
  guide = offered
  return () => {
    if (guide === offered) guide = null
  }
}

/** Frames in which a slow computer has drawn the row that it was scrolled to. */
const MOST_FRAMES = 30

const find = (key: string, place: Place | null): HTMLElement | undefined =>
  orderElements().find((element) => keyOf(element) === key && (place === null || placeOf(element) === place))

export function focusElement(element: HTMLElement): void {
  awaited = null
  element.focus({ preventScroll: true })
  element.scrollIntoView({ block: 'nearest' })
}

/** Brings the order into sight and gives it the focus. @param place null: wherever it stands, the rail first */
export function focusOrder(key: string | null, place: Place | null = null): void {
  if (key === null) return
  const element = find(key, place)
  if (element !== undefined) return focusElement(element)
  awaited = key
  guide?.show(key)
  // What has come into sight is drawn first.
  const tryIn = (frames: number): void => {
    if (awaited !== key) return
    const drawn = find(key, place)
    if (drawn !== undefined) focusElement(drawn)
    else if (frames > 0) requestAnimationFrame(() => tryIn(frames - 1))
    else awaited = null
  }
  requestAnimationFrame(() => tryIn(MOST_FRAMES))
}

/** From a card of the board to the next in this direction, drawn or not. @returns whether there is one */
export function moveOnBoard(direction: Direction): boolean {
  const focused = focusedOrder()
  const from = awaited ?? (focused !== null && placeOf(focused) === 'board' ? keyOf(focused) : null)
  const next = from === null ? null : (guide?.next(from, direction) ?? null)
  if (next !== null) focusOrder(next, 'board')
  return next !== null
}
