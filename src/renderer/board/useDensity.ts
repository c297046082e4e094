import { useEffect, useState } from 'react'
import { isPointerCalm } from './pointerCalm.ts'
import { densityFor, type TileDensity } from './railSize.ts'

/** How often what was held under a finger is looked at again, ms. */
const LOOK_MS = 200

/** How the tiles stand: it changes with their number, and never while somebody is about to tap. */
export function useDensity(count: number, roomyCount: number, onMoved: () => void): TileDensity {
  const [density, setDensity] = useState(() => densityFor('roomy', count, roomyCount))
  const wanted = densityFor(density, count, roomyCount)
  useEffect(() => {
    if (wanted === density) return undefined
    const change = (): void => {
      if (!isPointerCalm()) return
      setDensity(wanted)
      onMoved()
    }
    change()
    const timer = setInterval(change, LOOK_MS)
    return () => clearInterval(timer)
  }, [wanted, density, onMoved])
  return density
}
