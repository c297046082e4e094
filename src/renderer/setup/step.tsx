import type { ReactNode } from 'react'
import type { Snapshot } from '../../shared/contract/snapshot.ts'

/** What each step is given. */
export interface StepProps {
  snapshot: Snapshot
  /** The step is done, or left for later. */
  onNext(): void
}

/** The row under a step: what leads on stands at its end. */
export function StepButtons({ children }: { children: ReactNode }) {
  return <div className="setup__buttons">{children}</div>
}
