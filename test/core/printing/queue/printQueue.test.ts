import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PrintJob } from '../../../../src/shared/model/printJob.ts'
import { documentOf, isMarked, LONG, numbers, PrintShop } from './printShop.ts'

let shop: PrintShop

beforeEach(() => {
  shop = new PrintShop()
})

afterEach(() => shop.close())

describe('the way of a slip', () => {
  it('prints in order, one connection at a time, and is confirmed by a printer that can', async () => {
    const kasa = await shop.addPrinter('kasa', 'echoesIds')
    shop.start()
    const jobs = ['1', '2', '3', '4', '5'].map((label) => shop.want(label))
    for (const job of jobs) await shop.settles(job, 'confirmed')
    expect(numbers(kasa)).toEqual(['1', '2', '3', '4', '5'])
    expect(kasa.connections().mostAtOnce).toBe(1)
    expect(shop.queue.printerState('kasa')).toMatchObject({ state: 'ok', problem: null })
  })

  it('is only sent where the printer cannot say more', async () => {
    await shop.addPrinter('kasa', 'well')
    shop.start()
    await shop.settles(shop.want('1'), 'sent')
  })

  it('fails while the printer refuses, tells so, and prints when it is back', async () => {
    const kasa = await shop.addPrinter('kasa', 'refuses')
    shop.start()
    const job = shop.want('1')
    await vi.waitFor(() => expect(shop.queue.printerState('kasa').failureCount).toBeGreaterThanOrEqual(2), LONG)
    expect(shop.stateOf(job)).toBe('failed')
    expect(shop.queue.printerState('kasa')).toMatchObject({
      state: 'problem',
      problem: { code: 'printerRefused' },
    })
    await kasa.setMode('well')
    await shop.settles(job, 'sent')
    expect(isMarked(kasa)).toEqual([false])
  })

  it('is held, named, while the paper is out, and the others wait behind it in order', async () => {
    const kasa = await shop.addPrinter('kasa', 'paperOut')
    shop.start()
    const first = shop.want('1')
    const second = shop.want('2')
    await shop.settles(first, 'held')
    expect(shop.stateOf(second)).toBe('wanted')
    expect(shop.ledger.readJob(first.id)?.problem).toBe('paperOut')
    expect(shop.ledger.readOpenJobs()).toHaveLength(2)
    await kasa.setMode('echoesIds')
    await shop.settles(second, 'confirmed')
    expect(numbers(kasa)).toEqual(['1', '2'])
  })

  it('is in doubt, and then a question that can be answered, when sending fails in our own code', async () => {
    const kasa = await shop.addPrinter('kasa', 'echoesIds')
    shop.start()
    shop.sendFault = new TypeError('the native module could not be loaded')
    const job = shop.want('1')
    await shop.settles(job, 'needsHuman')
    expect(shop.ledger.readJobSteps(job.id).map(({ state }) => state)).toEqual([
      'wanted',
      'sending',
      'uncertain',
      'sending',
      'needsHuman',
    ])
    expect(shop.ledger.readJob(job.id)?.problem).toBe('internal')
    shop.sendFault = null
    expect(shop.queue.answer([job.id], 'printAgain')).toEqual({ ok: true, value: { count: 1 } })
    await shop.settles(job, 'confirmed')
    expect(isMarked(kasa)).toEqual([true])
  })

  it('goes out once more, marked, when it may have been printed; then it asks', async () => {
    const kasa = await shop.addPrinter('kasa', 'resetsAfterLastByte')
    shop.start()
    const job = shop.want('1')
    await shop.settles(job, 'needsHuman')
    expect(isMarked(kasa)).toEqual([false, true])
    expect(shop.ledger.readJob(job.id)).toMatchObject({
      attempt: 2,
      isPossibleDuplicate: true,
      problem: 'printerReset',
    })
    await kasa.setMode('echoesIds')
    expect(shop.queue.answer([job.id], 'printAgain').ok).toBe(true)
    await shop.settles(job, 'confirmed')
    expect(isMarked(kasa)).toEqual([false, true, true])
  })

  it('keeps its mark when the printer is out of paper before the marked copy', async () => {
    const kasa = await shop.addPrinter('kasa', 'runsOutMidJob')
    shop.start()
    const job = shop.want('1')
    await shop.settles(job, 'uncertain')
    await kasa.setMode('paperOut')
    await shop.settles(job, 'held')
    await kasa.setMode('echoesIds')
    await shop.settles(job, 'confirmed')
    expect(isMarked(kasa)).toEqual([true])
  })

  it('does not wait for another printer that is dead', async () => {
    await shop.addPrinter('kasa', 'echoesIds')
    await shop.addPrinter('mutfak', 'acceptsButNeverReads')
    shop.start()
    const stuck = shop.want('1', 'mutfak')
    const job = shop.want('2', 'kasa')
    await shop.settles(job, 'confirmed')
    expect(shop.stateOf(stuck)).not.toBe('confirmed')
  })

  it('asks when its printer is gone from the settings', async () => {
    shop.start()
    const job = shop.want('1', 'kayip')
    await shop.settles(job, 'undecided')
    expect(shop.ledger.readJob(job.id)?.problem).toBe('printerNotFound')
    expect(shop.queue.answer([job.id], 'drop').ok).toBe(true)
    expect(shop.stateOf(job)).toBe('dropped')
    expect(shop.queue.answer([job.id], 'drop')).toMatchObject({ ok: false, error: { code: 'conflict' } })
    expect(shop.queue.answer([4711], 'drop')).toMatchObject({ ok: false, error: { code: 'notFound' } })
  })
})

describe('waiting', () => {
  it('lets others pass while a slip waits for details, and drops what has no order any more', async () => {
    const kasa = await shop.addPrinter('kasa', 'echoesIds')
    let hasDetails = false
    shop.slipFor = (job) => {
      if (job.label === '1' && !hasDetails) return { kind: 'wait', untilMs: shop.clock.nowMs() + 60_000 }
      if (job.label === '2') return { kind: 'gone' }
      return { kind: 'ready', document: documentOf(job) }
    }
    shop.start()
    const [waits, gone, passes] = [shop.want('1'), shop.want('2'), shop.want('3')]
    await shop.settles(passes, 'confirmed')
    expect([shop.stateOf(waits), shop.stateOf(gone)]).toEqual(['wanted', 'dropped'])
    hasDetails = true
    shop.queue.nudge()
    await shop.settles(waits, 'confirmed')
    expect(numbers(kasa)).toEqual(['3', '1'])
  })

  it('asks before printing what has waited for more than ten minutes, once the printer is back', async () => {
    const kasa = await shop.addPrinter('kasa', 'paperOut')
    shop.start()
    const jobs = [shop.want('1'), shop.want('2'), shop.want('3')]
    await shop.settles(jobs[0] as PrintJob, 'held')
    shop.skewMs += 11 * 60_000
    const fresh = shop.want('4')
    await kasa.setMode('echoesIds')
    await shop.settles(fresh, 'confirmed')
    expect(jobs.map(shop.stateOf)).toEqual(['undecided', 'undecided', 'undecided'])
    expect(numbers(kasa)).toEqual(['4'])
    shop.queue.answer([(jobs[1] as PrintJob).id], 'printAgain')
    await shop.settles(jobs[1] as PrintJob, 'confirmed')
    const [first, , third] = jobs as [PrintJob, PrintJob, PrintJob]
    // Not a byte of it has left: nobody can have seen it.
    expect(shop.queue.answer([first.id], 'cameOut')).toMatchObject({ ok: false, error: { code: 'conflict' } })
    expect(shop.queue.answer([first.id, third.id], 'drop')).toEqual({ ok: true, value: { count: 2 } })
    expect([shop.stateOf(first), shop.stateOf(third)]).toEqual(['dropped', 'dropped'])
    expect(isMarked(kasa)).toEqual([false, false])
  })

  it('is not moved by a clock that jumps back a day', async () => {
    const kasa = await shop.addPrinter('kasa', 'paperOut')
    shop.start()
    const job = shop.want('1')
    await shop.settles(job, 'held')
    shop.wallJumpMs = -86_400_000
    await kasa.setMode('echoesIds')
    await shop.settles(job, 'confirmed')
  })

  it('asks before printing what has waited while the computer slept and its clock stood still', async () => {
    const kasa = await shop.addPrinter('kasa', 'paperOut')
    shop.start()
    const job = shop.want('1')
    await shop.settles(job, 'held')
    // Only the wall clock shows it; set ahead by a person, it asks as well.
    shop.wallJumpMs = 86_400_000
    await kasa.setMode('echoesIds')
    await shop.settles(job, 'undecided')
    expect(numbers(kasa)).toEqual([])
    shop.queue.answer([job.id], 'printAgain')
    await shop.settles(job, 'confirmed')
  })

  it('a slip that cannot be composed asks, and does not hold up the next', async () => {
    await shop.addPrinter('kasa', 'echoesIds')
    shop.slipFor = (job) => {
      if (job.label === '1') throw new TypeError('broken order')
      return { kind: 'ready', document: documentOf(job) }
    }
    shop.start()
    const [broken, whole] = [shop.want('1'), shop.want('2')]
    await shop.settles(whole, 'confirmed')
    expect(shop.ledger.readJob(broken.id)).toMatchObject({ state: 'undecided', problem: 'internal' })
  })
})
