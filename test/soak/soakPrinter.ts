import type { Timers } from '../../src/core/host.ts'
import type { Payload, Printer, SendOutcome } from '../../src/core/printing/printers/printer.ts'
import type { SlipDocument } from '../../src/shared/model/slip.ts'

const PRINT_MS = 1_500
const MARKS = /OLASI TEKRAR|KOPYA|DEĞİŞTİ|İPTAL/u

/** A printer by virtual time with a drawer full of troubles. It keeps how many slips of each order lie on the counter. */
export class SoakPrinter {
  /** By order number. */
  readonly unmarked = new Map<number, number>()
  readonly marked = new Map<number, number>()
  isCalm = false
  isPrinting = false
  readonly #timers: Timers
  readonly #random: () => number
  #isOut = false

  constructor(timers: Timers, random: () => number) {
    this.#timers = timers
    this.#random = random
  }

  /** Once a minute: paper runs out now and then, and somebody puts in a new roll. */
  live(): void {
    this.#isOut = !this.isCalm && (this.#isOut ? this.#random() < 0.9 : this.#random() < 0.003)
  }

  open(): Printer {
    const out = { problem: { code: 'paperOut' as const }, isHeld: true, said: null }
    return {
      prepare: async (document: SlipDocument) => ({
        payload: { kind: 'escpos', bytes: new TextEncoder().encode(JSON.stringify(document)) },
        note: null,
      }),
      habits: () => null,
      check: async () => (this.#isOut ? { isReady: false, ...out } : { isReady: true }),
      send: async (payload): Promise<SendOutcome> => {
        if (this.#isOut) return { kind: 'notSent', ...out }
        this.isPrinting = true
        await new Promise<void>((resolve) => this.#timers.after(PRINT_MS, resolve))
        this.isPrinting = false
        const luck = this.isCalm ? 1 : this.#random()
        // Nobody knows whether it came out: half of the time it did.
        if (luck < 0.01) {
          if (luck < 0.005) this.#cut(payload)
          return { kind: 'uncertain', problem: { code: 'printerReset' }, said: null }
        }
        this.#cut(payload)
        return { kind: 'confirmed', said: null }
      },
    }
  }

  #cut(payload: Payload): void {
    if (payload.kind !== 'escpos') throw new Error(payload.kind)
    const text = new TextDecoder().decode(payload.bytes)
    const number = Number(/#(\d+)\./u.exec(text)?.[1])
    if (!Number.isFinite(number)) throw new Error(`a slip without its number: ${text.slice(0, 300)}`)
    const pile = MARKS.test(text) ? this.marked : this.unmarked
    pile.set(number, (pile.get(number) ?? 0) + 1)
  }
}
