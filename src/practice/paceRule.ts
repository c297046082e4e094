/** Lets `count` calls through per `windowMs` of the given clock, and says how long until the next may come. */
export interface PaceRule {
  /** @returns 0 when the call may pass (and counts it), else ms to wait; a refused call counts for nothing. */
  ask(): number
}

/** @param windowMs 0: everything passes */
export function createPaceRule(count: number, windowMs: number, now: () => number): PaceRule {
  let passed: number[] = []
  return {
    ask() {
      const at = now()
      passed = passed.filter((each) => at - each < windowMs)
      const oldest = passed[0]
      if (passed.length >= count && oldest !== undefined) return windowMs - (at - oldest)
      passed.push(at)
      return 0
    },
  }
}
