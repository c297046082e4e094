import { describe, expect, it, onTestFinished } from 'vitest'
import { noteReplacements } from '../../../../src/core/printing/render/replacements.ts'
import { startPracticePrinter } from '../../../../src/practice/printer/practicePrinter.ts'
import { startPracticeShop } from '../../../../src/practice/practiceShop.ts'
import { emptyDisk, openCounter, provisionFor } from '../../../support/openCounter.ts'
import { temporaryFolder } from '../../../support/temporaryFolder.ts'

describe('what a slip has other than it came', () => {
  it('is told once each, and not without end', () => {
    const many = [...'abcdefghijklmnop'].map((original) => ({ original, printed: '' }))
    expect(noteReplacements([])).toBeNull()
    expect(
      noteReplacements([
        { original: '₺', printed: 'TL' },
        { original: '₺', printed: 'TL' },
        { original: '🎉', printed: '' },
      ]),
    ).toEqual({
      code: 'lettersReplaced',
      letters: [
        { original: '₺', printed: 'TL' },
        { original: '🎉', printed: '' },
      ],
      more: 0,
    })
    expect(noteReplacements(many)).toMatchObject({ more: 4 })
  })

  it('stands in the journal of the slip', async () => {
    const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
    const printer = await startPracticePrinter()
    onTestFinished(async () => void (await Promise.all([shop.close(), printer.stop()])))
    const tezgah = await openCounter(
      emptyDisk(temporaryFolder()),
      provisionFor(shop, [{ name: 'Kasa', port: printer.port }]),
    )
    await tezgah.until('both sources', ({ sources }) => sources.every((source) => source.state === 'ok'))
    shop.addPacket({ pos: 'restomenum', note: 'Kutlama 🎉' })
    await printer.waitForSlips(1)
    const jobs = await tezgah.ask('jobs.list', { limit: 1 })
    const jobId = jobs.ok ? (jobs.value[0]?.id ?? 0) : 0
    const steps = await tezgah.ask('job.steps', { jobId })
    expect(steps.ok && steps.value.find((step) => step.state === 'sending')?.note).toMatchObject({
      code: 'lettersReplaced',
      letters: [{ original: '🎉', printed: '' }],
    })
  })
})
