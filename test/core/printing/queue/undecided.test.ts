import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PrintJob } from '../../../../src/shared/model/printJob.ts'
import { isMarked, LONG, numbers, PrintShop, wanted } from './printShop.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

let shop: PrintShop

beforeEach(() => {
  shop = new PrintShop()
})

afterEach(() => shop.close())

describe('slips that never left', () => {
  it('are one question of thirty, asked and answered in one commit each', async () => {
    const kasa = await shop.addPrinter('kasa', 'paperOut')
    shop.start()
    const jobs = Array.from({ length: 30 }, (_, index) => shop.want(String(index + 1)))
    await shop.settles(jobs[0] as PrintJob, 'held')
    shop.skewMs += 11 * MINUTE_MS
    const moves = vi.spyOn(shop.ledger, 'moveJobs')
    await kasa.setMode('echoesIds')
    await shop.settles(jobs[29] as PrintJob, 'undecided')
    expect(new Set(jobs.map(shop.stateOf))).toEqual(new Set(['undecided']))
    expect(moves.mock.calls.map(([given]) => given.length)).toEqual([30])
    const jobIds = jobs.map((job) => job.id)
    expect(shop.queue.answer(jobIds, 'cameOut')).toMatchObject({ ok: false, error: { code: 'conflict' } })
    expect(shop.queue.answer(jobIds, 'printAgain')).toEqual({ ok: true, value: { count: 30 } })
    expect(moves.mock.calls.map(([given]) => given.length)).toEqual([30, 30])
    await shop.settles(jobs[29] as PrintJob, 'confirmed')
    expect(numbers(kasa)).toEqual(jobs.map((_, index) => String(index + 1)))
    expect(isMarked(kasa)).toEqual(jobs.map(() => false))
  })

  it('are answered as far as the answer fits, and nobody is told of more', async () => {
    await shop.addPrinter('kasa', 'resetsAfterLastByte')
    shop.start()
    const inDoubt = shop.want('1')
    await shop.settles(inDoubt, 'needsHuman')
    const undecided = shop.want('2', 'kayip')
    await shop.settles(undecided, 'undecided')
    const jobIds = [inDoubt.id, undecided.id, 4711]
    expect(shop.queue.answer(jobIds, 'cameOut')).toEqual({ ok: true, value: { count: 1 } })
    expect([shop.stateOf(inDoubt), shop.stateOf(undecided)]).toEqual(['sent', 'undecided'])
  })

  it('can be told to have come out when the first attempt was uncertain, while the copy waits', async () => {
    await shop.addPrinter('kasa', 'runsOutMidJob')
    shop.start()
    const job = shop.want('1')
    await shop.settles(job, 'uncertain')
    expect(shop.queue.answer([job.id], 'cameOut')).toEqual({ ok: true, value: { count: 1 } })
    expect(shop.stateOf(job)).toBe('sent')
  })

  it('is asked whether it came out, and keeps its mark, when it was uncertain before it waited too long', async () => {
    const kasa = await shop.addPrinter('kasa', 'echoesIds')
    const job = shop.ledger.addJob(wanted('1'), shop.clock.nowMs() - HOUR_MS)
    shop.ledger.moveJob(job.id, ['wanted'], 'sending', { atMs: 1, attempt: 1 })
    shop.ledger.moveJob(job.id, ['sending'], 'uncertain', { atMs: 2 })
    shop.start()
    await shop.settles(job, 'needsHuman')
    shop.queue.answer([job.id], 'printAgain')
    await shop.settles(job, 'confirmed')
    expect(isMarked(kasa)).toEqual([true])
  })
})

describe('slips nobody wants any more', () => {
  /** What is due every ten minutes is not waited for in real time: a wake-up of a shop does not expire anything. */
  const passHours = async (hours: number): Promise<void> => {
    shop.skewMs += hours * HOUR_MS
    await shop.queue.stop()
    shop.crash()
    shop.start()
  }

  it('expire after the hours that are set, with a record, undecided or waiting for their printer', async () => {
    const kasa = await shop.addPrinter('kasa', 'paperOut')
    shop.start()
    const [waiting, lost] = [shop.want('1'), shop.want('2', 'kayip')]
    await shop.settles(waiting, 'held')
    await shop.settles(lost, 'undecided')
    await passHours(11)
    expect([shop.stateOf(waiting), shop.stateOf(lost)]).toEqual(['held', 'undecided'])
    await passHours(2)
    expect([shop.stateOf(waiting), shop.stateOf(lost)]).toEqual(['dropped', 'dropped'])
    expect(shop.ledger.readJobSteps(waiting.id).at(-1)?.note).toEqual({ code: 'expired', hours: 12 })
    await kasa.setMode('echoesIds')
    await shop.settles(shop.want('3'), 'confirmed')
    expect(numbers(kasa)).toEqual(['3'])
  })

  it('do not expire while something may be on paper, nor while they wait for their hour', async () => {
    await shop.addPrinter('kasa', 'resetsAfterLastByte')
    shop.start()
    const inDoubt = shop.want('1')
    await shop.settles(inDoubt, 'needsHuman')
    shop.slipFor = (job) => ({ kind: 'wait', untilMs: shop.clock.nowMs() + job.id * HOUR_MS })
    const later = shop.want('2')
    await passHours(13)
    await passHours(13)
    expect([shop.stateOf(inDoubt), shop.stateOf(later)]).toEqual(['needsHuman', 'wanted'])
  })

  it('expire while Tezgah runs, by the clock that does not jump', async () => {
    await shop.addPrinter('kasa', 'paperOut')
    shop.start()
    const job = shop.want('1')
    await shop.settles(job, 'held')
    shop.wallJumpMs = 24 * HOUR_MS
    // Two rounds of the clock that runs ten times as fast would take two minutes: only the timers are hurried.
    shop.hurry()
    expect(shop.stateOf(job)).toBe('held')
    shop.skewMs += 13 * HOUR_MS
    shop.hurry()
    expect(shop.stateOf(job)).toBe('dropped')
  })
})

describe('a printer that used to say how it is', () => {
  it('is asked three times; then a person may have it printed anyway, and it is known as silent', async () => {
    const kasa = await shop.addPrinter('kasa', 'well')
    shop.start()
    await shop.settles(shop.want('1'), 'sent')
    expect(shop.queue.printAnyway('kasa')).toMatchObject({ ok: false, error: { code: 'conflict' } })
    await kasa.setMode('noStatus')
    const [second, third] = [shop.want('2'), shop.want('3')]
    await vi.waitFor(() => expect(shop.queue.printerState('kasa').failureCount).toBe(2), LONG)
    expect(shop.queue.printerState('kasa').mayPrintAnyway).toBe(false)
    await vi.waitFor(() => expect(shop.queue.printerState('kasa').mayPrintAnyway).toBe(true), LONG)
    expect(shop.queue.printerState('kasa').problem).toEqual({ code: 'printerSilent' })
    expect([numbers(kasa), shop.stateOf(second)]).toEqual([['1'], 'failed'])
    expect(shop.queue.printAnyway('kasa')).toEqual({ ok: true, value: null })
    await shop.settles(third, 'sent')
    expect(numbers(kasa)).toEqual(['1', '2', '3'])
    expect(shop.ledger.readJobSteps(second.id).at(-1)).toMatchObject({ state: 'sent', note: { code: 'sentUnasked' } })
    expect(shop.queue.printerState('kasa')).toMatchObject({
      state: 'ok',
      mayPrintAnyway: false,
      habits: { answersStatus: false },
    })
  })

  it('still used to when it hangs: what was sent anyway is in doubt, the copy is not sent unasked', async () => {
    const kasa = await shop.addPrinter('kasa', 'well')
    shop.start()
    await shop.settles(shop.want('1'), 'sent')
    await kasa.setMode('acceptsButNeverReads')
    const job = shop.want('2')
    await vi.waitFor(() => expect(shop.queue.printerState('kasa').mayPrintAnyway).toBe(true), LONG)
    shop.queue.printAnyway('kasa')
    await shop.settles(job, 'uncertain')
    await shop.settles(job, 'failed')
    expect(shop.ledger.readJob(job.id)).toMatchObject({ isPossibleDuplicate: true, problem: 'printerSilent' })
    expect(shop.queue.printerState('kasa').habits).toMatchObject({ answersStatus: true })
  })

  it('is offered also after a restart, for slips that have waited too long to go out by themselves', async () => {
    const kasa = await shop.addPrinter('kasa', 'well')
    shop.start()
    await shop.settles(shop.want('1'), 'sent')
    await kasa.setMode('noStatus')
    const job = shop.want('2')
    await shop.settles(job, 'failed')
    await shop.queue.stop()
    shop.crash()
    shop.skewMs += 20 * MINUTE_MS
    shop.start()
    await vi.waitFor(() => expect(shop.queue.printerState('kasa').mayPrintAnyway).toBe(true), LONG)
    expect(numbers(kasa)).toEqual(['1'])
    shop.queue.printAnyway('kasa')
    await shop.settles(job, 'sent')
    expect(numbers(kasa)).toEqual(['1', '2'])
  })
})

describe('what was learnt about a printer', () => {
  it('is known after a restart, and forgotten on request', async () => {
    await shop.addPrinter('kasa', 'well')
    shop.start()
    await shop.settles(shop.want('1'), 'sent')
    const learnt = { answersStatus: true, echoesIds: false }
    await vi.waitFor(() => expect(shop.queue.printerState('kasa').habits).toMatchObject(learnt), LONG)
    await shop.queue.stop()
    shop.crash()
    shop.start()
    expect(shop.queue.printerState('kasa').habits).toMatchObject(learnt)
    expect(shop.queue.learnAnew('kasa')).toEqual({ ok: true, value: null })
    expect(shop.queue.printerState('kasa').habits).toBeNull()
  })
})
