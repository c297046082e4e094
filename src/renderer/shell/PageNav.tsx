import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useScreen } from '../store.ts'
import { fixedPages, pages } from './pages.ts'

const buttons = pages.filter(({ route }) => !fixedPages.has(route.name))

/** As many pages as the header has room for, each a touch away; the menu beside it has all of them. */
export function PageNav() {
  const { t } = useTranslation()
  const current = useScreen((state) => state.route.name)
  const go = useScreen((state) => state.go)
  const nav = useRef<HTMLElement>(null)
  const fits = useFitting(nav)
  return (
    <nav ref={nav} className="page-nav" aria-label={t('shell.pages')}>
      {buttons.map(({ label, Icon, route }, index) => (
        <button
          key={route.name}
          type="button"
          className="btn page-nav__page"
          aria-current={current === route.name ? 'page' : undefined}
          data-away={index >= fits || undefined}
          onClick={() => go(route)}
        >
          <Icon />
          {t(label)}
        </button>
      ))}
    </nav>
  )
}

/** How many of its children stand in the first row whole. The others keep their size, so that counting moves nothing. */
function useFitting(row: RefObject<HTMLElement | null>): number {
  const [count, setCount] = useState(0)
  useLayoutEffect(() => {
    const element = row.current
    if (element === null) return
    const measure = (): void => {
      const children = [...element.children].filter((child) => child instanceof HTMLElement)
      const top = children[0]?.offsetTop ?? 0
      const isWhole = (child: HTMLElement): boolean =>
        child.offsetTop === top && child.offsetLeft + child.offsetWidth <= element.offsetLeft + element.clientWidth + 1
      setCount(children.filter(isWhole).length)
    }
    const observer = new ResizeObserver(measure)
    for (const observed of [element, ...element.children]) observer.observe(observed)
    measure()
    return () => observer.disconnect()
  }, [row])
  return count
}
