import type { Clock, Timers } from '../../src/core/host.ts'

/** Time that moves only when a test says so. The wall clock can be set apart from the monotonic one. */
export class ManualTime implements Clock, Timers {
  #monotonicMs = 1_000
  #wallOffsetMs: number
  #timers: { atMs: number; sequence: number; callback: () => void }[] = []
  #sequence = 0

  constructor(wallStartMs = 1_767_632_700_000) {
    this.#wallOffsetMs = wallStartMs - this.#monotonicMs
  }

  nowMs(): number {
    return Math.floor(this.#monotonicMs + this.#wallOffsetMs)
  }

  monotonicMs(): number {
    return this.#monotonicMs
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#monotonicMs + Math.max(0, delayMs), sequence: this.#sequence++, callback }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** Sets the wall clock forward (or back) without any time passing. */
  jumpWall(byMs: number): void {
    this.#wallOffsetMs += byMs
  }

  /** Lets time pass, timer by timer, settling promises in between. */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.#monotonicMs + byMs
    await settle()
    for (let due = this.#next(untilMs); due !== null; due = this.#next(untilMs)) {
      this.#monotonicMs = Math.max(this.#monotonicMs, due.atMs)
      this.#timers = this.#timers.filter((other) => other !== due)
      due.callback()
      await settle()
    }
    this.#monotonicMs = untilMs
  }

  /** The machine sleeps: both clocks move, no timer runs until it is over. */
  sleep(byMs: number): void {
    this.#monotonicMs += byMs
  }

  pending(): number {
    return this.#timers.length
  }

  #next(untilMs: number): { atMs: number; sequence: number; callback: () => void } | null {
    const due = this.#timers.filter((timer) => timer.atMs <= untilMs)
    due.sort((left, right) => left.atMs - right.atMs || left.sequence - right.sequence)
    return due[0] ?? null
  }
}

/** Lets promise chains of a few steps run to their end. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}
