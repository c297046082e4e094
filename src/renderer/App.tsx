import i18next from 'i18next'
import { memo, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../shared/contract/snapshot.ts'
import { AboutPage } from './about/AboutPage.tsx'
import { isSameButCards } from '../shared/contract/snapshotPatch.ts'
import type { TextSize, Theme } from '../shared/settings/settings.ts'
import { Board } from './board/Board.tsx'
import { HelpPage } from './help/HelpPage.tsx'
import { CourierPage } from './courier/CourierPage.tsx'
import { JournalPage } from './journal/JournalPage.tsx'
import { LedgerPage } from './ledger/LedgerPage.tsx'
import { LookupDialog } from './order/LookupDialog.tsx'
import { OrderRoute } from './order/OrderRoute.tsx'
import { PrintDialog } from './order/PrintDialog.tsx'
import { PackingPage } from './packing/PackingPage.tsx'
import { ReportPage } from './report/ReportPage.tsx'
import { SettingsPage } from './settings/SettingsPage.tsx'
import { Banners } from './shell/Banners.tsx'
import { Header } from './shell/Header.tsx'
import { Announcer } from './shell/Announcer.tsx'
import { KeysDialog } from './shell/KeysDialog.tsx'
import { useSound } from './sound/useSound.ts'
import { isKeyFor } from './keyMap.ts'
import { placeOf } from './route.ts'
import { SetupPage } from './setup/SetupPage.tsx'
import { useFirstStart } from './setup/useFirstStart.ts'
import { StatisticsPage } from './statistics/StatisticsPage.tsx'
import { useScreen } from './store.ts'
import { useShownTheme } from './useShownTheme.ts'

/** What is over the board shows no card: it is drawn again when something else is different. */
const isSameHead = (before: { snapshot: Snapshot }, after: { snapshot: Snapshot }): boolean =>
  isSameButCards(before.snapshot, after.snapshot)
const SteadyHeader = memo(Header, isSameHead)
const SteadyBanners = memo(Banners, isSameHead)

/** The screen: header, what needs a person, and the page that is open. */
export function App() {
  const { t } = useTranslation()
  const snapshot = useScreen((state) => state.snapshot)
  const route = useScreen((state) => state.route)
  const isLinkLost = useScreen((state) => state.linkLostSinceMs !== null)
  useTheme(snapshot?.settings.theme ?? 'system')
  useTextSize(snapshot?.settings.textSize ?? 'normal')
  useSound()
  useLanguage(snapshot?.settings.language ?? null)
  useTitle(snapshot?.unacknowledgedCount ?? 0)
  useEscape()
  useFirstStart(snapshot)
  const main = useRef<HTMLElement>(null)
  useFocusOfPage(main, placeOf(route))
  if (snapshot === null)
    return (
      <p className="splash" role="status">
        {t(isLinkLost ? 'app.silent' : 'app.connecting')}
      </p>
    )
  return (
    <div className="screen">
      {route.name !== 'setup' && <SteadyHeader snapshot={snapshot} />}
      <SteadyBanners snapshot={snapshot} />
      {/* Another page starts at its top, not where the last one was scrolled to. */}
      <main ref={main} className="screen__main" key={placeOf(route)} tabIndex={-1}>
        <Page snapshot={snapshot} />
      </main>
      <LookupDialog snapshot={snapshot} />
      <PrintDialog snapshot={snapshot} />
      <KeysDialog />
      <Announcer />
    </div>
  )
}

function Page({ snapshot }: { snapshot: Snapshot }) {
  const route = useScreen((state) => state.route)
  if (route.name === 'board') return <Board snapshot={snapshot} />
  if (route.name === 'settings') return <SettingsPage snapshot={snapshot} tab={route.tab} />
  if (route.name === 'journal')
    return <JournalPage snapshot={snapshot} filter={route.filter} printerId={route.printerId} />
  if (route.name === 'packing') return <PackingPage snapshot={snapshot} />
  if (route.name === 'courier') return <CourierPage snapshot={snapshot} courierId={route.courierId} />
  if (route.name === 'report') return <ReportPage snapshot={snapshot} dayIso={route.dayIso} />
  if (route.name === 'about') return <AboutPage snapshot={snapshot} />
  if (route.name === 'ledger') return <LedgerPage snapshot={snapshot} dayIso={route.dayIso} />
  if (route.name === 'setup') return <SetupPage snapshot={snapshot} />
  if (route.name === 'statistics') return <StatisticsPage snapshot={snapshot} />
  if (route.name === 'help') return <HelpPage language={snapshot.settings.language} />
  return <OrderRoute snapshot={snapshot} route={route} />
}

function useLanguage(language: 'tr' | 'en' | null): void {
  useEffect(() => {
    if (language === null) return
    document.documentElement.lang = language
    if (i18next.language !== language) void i18next.changeLanguage(language)
  }, [language])
}

/** Seen in the task bar and on a covered tab. */
function useTitle(unacknowledgedCount: number): void {
  useEffect(() => {
    document.title = unacknowledgedCount > 0 ? `(${unacknowledgedCount}) Tezgah` : 'Tezgah'
  }, [unacknowledgedCount])
}

/** Another page takes the focus, so that the keyboard and a screen reader go on there; on the board its card. */
function useFocusOfPage(main: RefObject<HTMLElement | null>, place: string): void {
  const shown = useRef(place)
  useEffect(() => {
    const page = main.current
    if (shown.current === place || page === null) return
    shown.current = place
    if (page.contains(document.activeElement)) return
    const heir = page.querySelector<HTMLElement>('[data-order-key][aria-current]') ?? page
    heir.focus({ preventScroll: true })
  }, [main, place])
}

/** Esc leads back to the board, unless a dialog or a field has taken it; out of a box with words in it first. */
function useEscape(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { route, go } = useScreen.getState()
      if (!isKeyFor('back', event) || event.defaultPrevented || route.name === 'board') return
      if (isWrittenIn(event.target)) event.target.blur()
      else go({ name: 'board' })
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

const isWrittenIn = (target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement =>
  (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && target.value !== ''

/** Style sheets have the sizes; they ask the page which one is wanted. */
function useTextSize(textSize: TextSize): void {
  useEffect(() => {
    document.documentElement.dataset['textSize'] = textSize
  }, [textSize])
}

/** Before anything is drawn for it: a chart takes its colours from the page. */
function useTheme(theme: Theme): void {
  const shown = useShownTheme(theme)
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = shown
  }, [shown])
}
