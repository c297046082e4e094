import { addressOf, placeOf, routeAt } from './route.ts'
import { useScreen } from './store.ts'

/**
 * Keeps the page and its address the same, so that a bookmark, a second window and the browser's back button work.
 *
 * @returns stop
 */
export function followAddress(): () => void {
  /** The empty address and `#/` are the board's alike. */
  const current = (): string => addressOf(routeAt(location.hash))
  const toPage = (): void => {
    const { route, go } = useScreen.getState()
    if (current() !== addressOf(route)) go(routeAt(location.hash))
  }
  const toAddress = useScreen.subscribe(({ route }, previous) => {
    const address = addressOf(route)
    if (route === previous.route || current() === address) return
    // Tabs, filters and days of a page are no stations on the way back.
    if (placeOf(route) === placeOf(previous.route)) history.replaceState(null, '', address)
    else history.pushState(null, '', address)
  })
  toPage()
  addEventListener('popstate', toPage)
  return () => {
    toAddress()
    removeEventListener('popstate', toPage)
  }
}
