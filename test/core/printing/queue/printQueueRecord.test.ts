import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Ledger, LedgerError } from '../../../../src/core/ledger/ledger.ts'
import type { JobState } from '../../../../src/shared/model/printJob.ts'
import { isMarked, LONG, numbers, PrintShop, wanted } from './printShop.ts'

let shop: PrintShop

beforeEach(() => {
  shop = new PrintShop()
})

afterEach(() => shop.close())

/** The shop's ledger on a disk that is full for some steps. */
function fullable(isFull: (to: JobState) => boolean): Ledger {
  const check = (to: JobState): void => {
    if (isFull(to)) throw new LedgerError('ledgerUnavailable', new Error('disk full'))
  }
  return {
    ...shop.ledger,
    moveJob: (jobId, from, to, step) => {
      check(to)
      return shop.ledger.moveJob(jobId, from, to, step)
    },
    moveJobs: (moves) => {
      for (const { to } of moves) check(to)
      return shop.ledger.moveJobs(moves)
    },
  }
}

describe('the record comes first', () => {
  it('sends nothing that cannot be recorded, and goes on by itself when the disk has room', async () => {
    const kasa = await shop.addPrinter('kasa', 'echoesIds')
    let isFull = true
    shop.start(fullable(() => isFull))
    const job = shop.want('1')
    await vi.waitFor(() => expect(shop.queue.printerState('kasa').problem?.code).toBe('ledgerUnavailable'), LONG)
    expect(kasa.connections().total).toBe(0)
    isFull = false
    await shop.settles(job, 'confirmed')
    expect(isMarked(kasa)).toEqual([false])
  })

  it('takes its complaint about the disk back when the disk is well, even with nothing left to print', async () => {
    await shop.addPrinter('kasa', 'well')
    let isFull = true
    shop.start(fullable(() => isFull))
    const job = shop.want('1')
    await vi.waitFor(() => expect(shop.queue.printerState('kasa').state).toBe('problem'), LONG)
    expect(shop.queue.answer([job.id], 'drop')).toMatchObject({ ok: false, error: { code: 'ledgerUnavailable' } })
    isFull = false
    expect(shop.queue.answer([job.id], 'drop').ok).toBe(true)
    await vi.waitFor(
      () => expect(shop.queue.printerState('kasa')).toMatchObject({ state: 'unknown', problem: null }),
      LONG,
    )
  })

  it('does not print twice when what became of a slip cannot be written down for a while', async () => {
    const kasa = await shop.addPrinter('kasa', 'echoesIds')
    let isFull = false
    isFull = true
    shop.start(fullable((to) => isFull && to !== 'sending'))
    const [first, second] = [shop.want('1'), shop.want('2')]
    await vi.waitFor(() => expect(shop.queue.printerState('kasa').problem?.code).toBe('ledgerUnavailable'), LONG)
    expect([shop.stateOf(first), shop.stateOf(second)]).toEqual(['sending', 'wanted'])
    isFull = false
    await shop.settles(second, 'confirmed')
    expect(shop.stateOf(first)).toBe('confirmed')
    expect(numbers(kasa)).toEqual(['1', '2'])
    expect(isMarked(kasa)).toEqual([false, false])
  })
})

describe('after a crash', () => {
  /** What the ledger holds when the process dies at that step. */
  const steps = ['wanted', 'sending', 'uncertain', 'sending again'] as const
  it.each(steps)('nothing is lost and no copy is unmarked: died while %s', async (step) => {
    const kasa = await shop.addPrinter('kasa', 'echoesIds')
    const job = shop.ledger.addJob(wanted('1'), shop.clock.nowMs())
    const at = { atMs: shop.clock.nowMs() }
    if (step !== 'wanted') shop.ledger.moveJob(job.id, ['wanted'], 'sending', { ...at, attempt: 1 })
    if (step === 'uncertain' || step === 'sending again') shop.ledger.moveJob(job.id, ['sending'], 'uncertain', at)
    if (step === 'sending again')
      shop.ledger.moveJob(job.id, ['uncertain'], 'sending', { ...at, attempt: 2, isPossibleDuplicate: true })
    shop.crash()
    shop.start()
    if (step === 'sending again') {
      await shop.settles(job, 'needsHuman')
      expect(kasa.slips()).toHaveLength(0)
      return
    }
    await shop.settles(job, 'confirmed')
    expect(isMarked(kasa)).toEqual([step !== 'wanted'])
  })

  it('asks before printing what was left from an hour ago', async () => {
    const kasa = await shop.addPrinter('kasa', 'echoesIds')
    const job = shop.ledger.addJob(wanted('1'), shop.clock.nowMs() - 3_600_000)
    shop.start()
    await shop.settles(job, 'undecided')
    expect(kasa.slips()).toHaveLength(0)
  })

  it('lets the slip under way end when it is stopped', async () => {
    const kasa = await shop.addPrinter('kasa', 'well')
    shop.start()
    const job = shop.want('1')
    await shop.settles(job, 'sending')
    await shop.queue.stop()
    expect(shop.stateOf(job)).toBe('sent')
    expect(kasa.slips()).toHaveLength(1)
  })
})
