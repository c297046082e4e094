import { isNumberOf, withoutZeros } from '../../shared/model/orderBarcode.ts'
import { noFilter } from '../board/boardFilter.ts'
import { focusOrder } from '../board/focusOrder.ts'
import { useScreen } from '../store.ts'

/** A search that nobody typed must not hide what comes in later, ms. */
const SCANNED_SHOWN_MS = 10_000

/**
 * Leads to the order of the number that was scanned: on the board to its card, elsewhere to its page. Where it is none,
 * or several, the board's search says so for a while.
 */
export function findScanned(scanned: string): void {
  const digits = withoutZeros(scanned)
  const { snapshot, route, select, go, setFind, setFilter } = useScreen.getState()
  const found = snapshot?.cards.filter((card) => isNumberOf(card, scanned)) ?? []
  const [only] = found.length === 1 ? found : []
  if (only !== undefined && route.name !== 'board') {
    select(only.key)
    return go({ name: 'order', key: only.key })
  }
  if (route.name !== 'board') go({ name: 'board' })
  setFind(only === undefined ? digits : '')
  setFilter(noFilter)
  // What the search or a chip hid is drawn first.
  if (only !== undefined) requestAnimationFrame(() => focusOrder(only.key))
  else setTimeout(() => useScreen.getState().find === digits && setFind(''), SCANNED_SHOWN_MS)
}
