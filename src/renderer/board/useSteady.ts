import { useEffect, useMemo, useRef, useState } from 'react'
import { isPointerCalm } from './pointerCalm.ts'

/** How often what was held under a finger is looked at again, ms. */
const CALM_STEP_MS = 200

interface SteadyParts<T> {
  /** What stands where: as long as it is the same, nothing moves. */
  placesOf(value: T): string
  /** What a person has narrowed it to: when that is another, it moves at once. */
  scope?: unknown
  /** How long it stays as it was at least, even when nobody is tapping, ms. */
  leastMsOf?(shown: T, wanted: T): number
}

/** A list as it should be; while somebody is tapping, everything stays where it is, unless the tap was on its scope. */
export function useSteady<T>(value: T, { placesOf, scope, leastMsOf = () => 0 }: SteadyParts<T>): T {
  const wanted = useMemo(() => ({ value, scope }), [value, scope])
  const [shown, setShown] = useState(wanted)
  const places = placesOf(value)
  const isMoved = shown !== wanted && placesOf(shown.value) !== places
  const leastMs = isMoved ? leastMsOf(shown.value, value) : 0
  const isHeld = isMoved && shown.scope === scope && (leastMs > 0 || !isPointerCalm())
  const since = useRef({ places, ms: 0 })
  useEffect(() => {
    if (since.current.places !== places) since.current = { places, ms: performance.now() }
  }, [places])
  useEffect(() => {
    if (!isHeld) return undefined
    const isOver = (): boolean => performance.now() - since.current.ms >= leastMs && isPointerCalm()
    const timer = setInterval(() => isOver() && setShown(wanted), CALM_STEP_MS)
    return () => clearInterval(timer)
  }, [isHeld, leastMs, wanted])
  if (!isHeld && shown !== wanted) setShown(wanted)
  return isHeld ? shown.value : value
}
