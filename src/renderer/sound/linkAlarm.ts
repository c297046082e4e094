import { create } from 'zustand'
import { useScreen } from '../store.ts'

/** The core has to be silent for this long, after this screen has noticed, before the page itself rings, ms. */
export const LINK_ALARM_AFTER_MS = 15_000

interface LinkAlarm {
  /** `silenced`: a person has heard it; the core is silent still. */
  state: 'calm' | 'ringing' | 'silenced'
}

/** The page's own alarm: a core that is gone can ask for no sound, and the orders it would have told of come in unheard. */
export const useLinkAlarm = create<LinkAlarm>()(() => ({ state: 'calm' }))

export const silenceLinkAlarm = (): void => useLinkAlarm.setState({ state: 'silenced' })

/** Rings when the core has been silent long enough, and stops when it answers. @returns stop */
export function followLink(afterMs = LINK_ALARM_AFTER_MS): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const follow = (isLost: boolean): void => {
    clearTimeout(timer)
    if (!isLost) return useLinkAlarm.setState({ state: 'calm' })
    timer = setTimeout(() => useLinkAlarm.setState({ state: 'ringing' }), afterMs)
  }
  const unsubscribe = useScreen.subscribe((state, before) => {
    const [isLost, wasLost] = [state.linkLostSinceMs !== null, before.linkLostSinceMs !== null]
    if (isLost !== wasLost) follow(isLost)
  })
  return () => {
    unsubscribe()
    follow(false)
  }
}
