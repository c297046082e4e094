import type { Timers } from '../host.ts'

/** No answer came in time; one that comes later is nobody's. */
export class AnswerTimeout extends Error {}

/** @param work whose answer is waited for no longer than this. Rejects with `AnswerTimeout`, or as the work does */
export function withinMs<T>(timers: Timers, patienceMs: number, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(patienceMs, () => reject(new AnswerTimeout()))
    work().then(resolve, reject).finally(cancel)
  })
}
