const FOCUSABLE =
  'button:not(:disabled), a[href], input:not(:disabled), select, textarea, summary, [tabindex]:not([tabindex="-1"])'

/** What had the focus last that is neither in a dialog nor in a menu. */
let onPage: HTMLElement | null = null

/** Back from a dialog to what opened it, or to the page where that is gone. */
export function focusPage(): void {
  const heir = onPage?.isConnected === true && onPage.checkVisibility() ? onPage : document.querySelector('main')
  heir?.focus({ preventScroll: true })
}

/** A dialog that closes gives the focus back by itself, a page that opens takes it: they come first. */
const PATIENCE_MS = 50

/**
 * Focus is never lost: when what had it goes away ("Görüldü" of a card that was seen, "Sesi kes" of an alarm), the
 * nearest thing around it that is still there gets it, at last the page itself.
 *
 * @returns stop
 */
export function keepFocus(root: HTMLElement): () => void {
  /** Of the element that had the focus last, itself first. */
  let chain: Element[] = []
  const remember = ({ target }: FocusEvent): void => {
    chain = []
    if (target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"]') === null) onPage = target
    for (let at = target instanceof Element ? target : null; at !== null && at !== root; at = at.parentElement)
      chain.push(at)
  }
  const restore = (): void => {
    const { activeElement } = document
    const [last] = chain
    if (last === undefined || (activeElement !== null && activeElement !== document.body)) return
    if (last.isConnected && !last.matches(':disabled')) return
    heirOf(chain)?.focus({ preventScroll: true })
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const observer = new MutationObserver(() => {
    clearTimeout(timer)
    timer = setTimeout(restore, PATIENCE_MS)
  })
  root.addEventListener('focusin', remember)
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  return () => {
    root.removeEventListener('focusin', remember)
    observer.disconnect()
    clearTimeout(timer)
  }
}

/** Of what stood around it and is still there: itself when it takes the focus, else the first thing in it that does. */
function heirOf(chain: readonly Element[]): HTMLElement | null {
  // Another button of the same card would be pressed by whoever goes on pressing.
  const card = chain.find((around) => around.isConnected && around.matches('[data-order-key]'))
  if (card instanceof HTMLElement) return card
  for (const around of chain.filter(({ isConnected }) => isConnected)) {
    if (around instanceof HTMLElement && around.tabIndex >= 0 && !around.matches(':disabled')) return around
    const within = [...around.querySelectorAll<HTMLElement>(FOCUSABLE)].find((element) => element.checkVisibility())
    if (around.localName !== 'main' && !around.matches('.screen') && within !== undefined) return within
    if (around.localName === 'main' || around.matches('.screen')) break
  }
  return document.querySelector<HTMLElement>('main')
}
