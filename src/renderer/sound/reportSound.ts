import { request } from '../request.ts'
import { useScreen } from '../store.ts'
import { onSoundState, soundStateNow } from './soundHealth.ts'

/** How often a page says how its sound is, also when nothing is different, ms. */
const REPORT_EVERY_MS = 10_000
/** A report that is as old as this is renewed with whatever the core tells, ms: a hidden page's timers are held back. */
const RENEW_AFTER_MS = 9_000

/**
 * Tells the core how this page's sound is, so that everybody knows when no page can be heard, not only who looks at this
 * one.
 *
 * @returns stop
 */
export function reportSound(): () => void {
  const pageId = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
  let told = { what: '', atMs: Number.NEGATIVE_INFINITY }
  const report = (): void => {
    const { snapshot } = useScreen.getState()
    if (snapshot === null) return
    const state = soundStateNow(snapshot.settings.soundVolume)
    // Another core has heard nothing yet.
    const what = `${snapshot.runId} ${state}`
    const atMs = performance.now()
    if (what === told.what && atMs - told.atMs < RENEW_AFTER_MS) return
    told = { what, atMs }
    request('sound.report', { pageId, state }).catch(() => {
      told.what = ''
    })
  }
  const unsubscribes = [onSoundState(report), useScreen.subscribe(report)]
  const timer = setInterval(report, REPORT_EVERY_MS)
  return () => {
    clearInterval(timer)
    for (const unsubscribe of unsubscribes) unsubscribe()
  }
}
