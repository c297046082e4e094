import { useEffect, useRef } from 'react'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { useScreen } from '../store.ts'
import { isFirstStart } from './setupSteps.ts'

/** The very first start opens the set-up instead of an empty board, once. */
export function useFirstStart(snapshot: Snapshot | null): void {
  const hasLooked = useRef(false)
  useEffect(() => {
    if (snapshot === null || hasLooked.current) return
    hasLooked.current = true
    const { route, go } = useScreen.getState()
    if (route.name === 'board' && isFirstStart(snapshot)) go({ name: 'setup' })
  }, [snapshot])
}
