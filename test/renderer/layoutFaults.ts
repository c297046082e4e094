import type { Page } from '@playwright/test'

/**
 * What is wrong with how a page stands: it is wider than the window, a control is cut off or lies over another one, or
 * a text is cut off without the marks that say so.
 */
export const layoutFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = []
    const name = (element: Element): string =>
      `${element.localName}.${element.className} "${(element.textContent ?? '').trim().slice(0, 30)}"`
    const root = document.querySelector('[role="dialog"], [role="menu"]') ?? document.body
    if (document.documentElement.scrollWidth > innerWidth) faults.push('the page is wider than the window')
    for (const scroller of document.querySelectorAll('main, [role="dialog"]'))
      if (scroller.scrollWidth > scroller.clientWidth + 1) faults.push(`${name(scroller)} is scrolled sideways`)
    const controls = [...root.querySelectorAll('button, input, select, a[href], summary, [role="menuitem"]')].filter(
      (control) =>
        control.checkVisibility({ visibilityProperty: true }) && control.closest('[aria-hidden="true"]') === null,
    )
    const boxes = controls.map((control) => ({ control, box: control.getBoundingClientRect() }))
    const scrolls = (element: Element): boolean => /auto|scroll/.test(getComputedStyle(element).overflowY)
    const scrollsSideways = (element: Element): boolean => {
      for (let at = element.parentElement; at !== null && at.localName !== 'main'; at = at.parentElement)
        if (/auto|scroll/.test(getComputedStyle(at).overflowX) && getComputedStyle(at).overflowY === 'hidden')
          return true
      return false
    }
    for (const { control, box } of boxes) {
      if (box.width === 0) continue
      // What is scrolled sideways by itself may reach out of it.
      if (scrollsSideways(control)) continue
      if (box.left < -1 || box.right > innerWidth + 1) faults.push(`${name(control)} leaves the window`)
      const hasEllipsis = getComputedStyle(control).textOverflow === 'ellipsis'
      if (control.localName === 'button' && control.scrollWidth > control.clientWidth + 1 && !hasEllipsis)
        faults.push(`${name(control)} is cut off`)
    }
    const overlap = (one: DOMRect, other: DOMRect): boolean =>
      Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1
    // What is stuck to an edge lets the rest scroll by beneath it, and the row of chips is cut where its arrows begin.
    const scrollerOf = (element: Element): Element | null => {
      for (let at = element.parentElement; at !== null; at = at.parentElement)
        if (scrolls(at) || at.matches('.filter-bar__scroll') || getComputedStyle(at).position === 'sticky') return at
      return null
    }
    boxes.forEach(({ control, box }, index) => {
      // Radix keeps an unseen input beside each of its switches and radios.
      if (control instanceof HTMLInputElement && control.tabIndex < 0) return
      for (const { control: other, box: otherBox } of boxes.slice(index + 1)) {
        if (other instanceof HTMLInputElement && other.tabIndex < 0) continue
        if (control.contains(other) || other.contains(control) || scrollerOf(control) !== scrollerOf(other)) continue
        // The button that clears the search, and a card that opens as a whole, lie over their own field on purpose.
        if (other.matches('.find__clear') || control.matches('.card__open') || other.matches('.card__open')) continue
        if (overlap(box, otherBox)) faults.push(`${name(control)} lies over ${name(other)}`)
      }
    })
    return faults
  })
