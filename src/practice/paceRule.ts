/** Lets `count` calls through per `windowMs` of the given clock, and says how long until the next may come. */
export interface PaceRule {
  /** @returns 0 when the call may pass (and counts it), else ms to wait; a refused call counts for nothing. */
  ask(): number
}

/** @param count asked anew at each call; Infinity: everything passes @param windowMs 0: everything passes */
export function createPaceRule(count: () => number, windowMs: number, now: () => number): PaceRule {
  let passed: number[] = []
  return {
    ask() {
      const at = now()
      passed = passed.filter((each) => at - each < windowMs)
      // Once this one is out of the window, fewer than `count` are left in it.
      const last = passed[passed.length - count()]
      if (last !== undefined) return windowMs - (at - last)
      passed.push(at)
      return 0
    },
  }
}
