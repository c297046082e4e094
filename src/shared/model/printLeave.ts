import type { JobNote } from './printJob.ts'

/** Whether this counter may print a slip now, where several print for one shop. */
export type PrintLeave =
  | {
      kind: 'print'
      /** It may be on paper at another counter: what comes out says so. */
      isInDoubt: boolean
      note: JobNote | null
      /** Monotonic: sent later than this it may be somebody else's by then. null: it is nobody else's. */
      untilMs: number | null
    }
  /** Another counter is about to print it, or nobody can say. */
  | { kind: 'wait'; delayMs: number }
  | { kind: 'elsewhere'; counterName: string }
