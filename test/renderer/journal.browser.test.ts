import type { Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import type { SourceProof } from '../../src/shared/model/dayProof.ts'
import { aReconciliation, aSourceProof } from '../support/aProof.ts'
import { job, snapshot } from './fixtures.ts'
import { dayReport, journalJobs, journalSteps, troubledReport } from './journalFixture.ts'
import { ledgerPage } from './ledgerFixture.ts'
import { openScreenPages, restFinger } from './screenPages.ts'
import type { StandInState } from './standIn.ts'

const { open: openPage, emit, asked, lastAsked } = openScreenPages()
let page: Page

async function open(shown: Snapshot, answers: StandInState['answers'] = {}): Promise<void> {
  page = await openPage(shown, answers)
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const askedFor = async (name: string) => (await asked()).filter((one) => one.name === name).map((one) => one.input)

const smallTargets = () =>
  page
    .locator('main')
    .locator('button:visible, input:visible')
    .evaluateAll((controls) =>
      controls
        .filter((one) => one.getBoundingClientRect().height < 48 && one.getAttribute('type') !== 'date')
        .map((one) => one.outerHTML.slice(0, 120)),
    )

describe('the print journal', () => {
  const answers: StandInState['answers'] = {
    'jobs.list': { ok: true, value: journalJobs() },
    'job.steps': { ok: true, value: journalSteps() },
  }

  it('opens from a printer’s health with that printer’s slips alone', async () => {
    await open(snapshot(), answers)
    await button(/Mutfak hazır/).click()
    await page.locator('[data-job="30"]').waitFor()
    expect(await page.locator('[data-job]').count()).toBe(3)
    await page.getByRole('radio', { name: 'Bütün yazıcılar' }).click()
    expect(await page.locator('[data-job]').count()).toBe(journalJobs().length)
    expect(await smallTargets()).toEqual([])
  })

  it('tells the life of a slip with times and the printer’s own words', async () => {
    await open(snapshot(), answers)
    await button('Fişler').click()
    await page.locator('[data-job="27"]').getByRole('button', { name: 'Trendyol Go #127: Adımlar' }).click()
    const steps = page.getByRole('list', { name: 'Trendyol Go #127: adımlar' })
    await steps.getByText('Yazıcının sözü: ECONNRESET after 412 of 1280 bytes').waitFor()
    await steps.getByText('Biri “yeniden yazdır” dedi').waitFor()
    expect(await page.locator('[data-job="27"]').getByText('OLASI TEKRAR').count()).toBe(1)
    expect(await page.locator('[data-job="24"]').getByText('KOPYA 1').count()).toBe(1)
  })

  it('answers for a slip in doubt, drops a waiting one only after asking, reprints with a reason', async () => {
    await open(snapshot(), answers)
    await button('Fişler').click()
    await page.locator('[data-job="27"]').getByRole('button', { name: 'Çıktı' }).click()
    expect((await askedFor('jobs.answer')).at(-1)).toEqual({ jobIds: [27], answer: 'cameOut' })
    const waiting = page.locator('[data-job="30"]')
    await waiting.getByRole('button', { name: 'Vazgeç' }).click()
    expect(await askedFor('jobs.answer')).toHaveLength(1)
    await restFinger(page)
    await waiting.getByRole('button', { name: /Emin misiniz/ }).click()
    expect((await askedFor('jobs.answer')).at(-1)).toEqual({ jobIds: [30], answer: 'drop' })
    await button('Yeniden yazdır Trendyol Go #126').click()
    expect(await page.getByRole('dialog').getByRole('button', { name: 'Yeniden yazdır' }).isDisabled()).toBe(true)
  })

  it('asks again when the shop’s state changes, and shows an open slip at once', async () => {
    await open(snapshot(), { 'jobs.list': { ok: true, value: [] } })
    await button('Fişler').click()
    await page.getByText('Henüz fiş istenmedi').waitFor()
    const before = (await askedFor('jobs.list')).length
    await emit(snapshot({ rev: 11, openJobs: [job(44, { label: 'Getir #200' })] }))
    await button('Getir #200 siparişini aç').waitFor()
    expect((await askedFor('jobs.list')).length).toBeGreaterThan(before)
    await page.getByRole('radio', { name: 'Sorunlu (1)' }).click()
    await button('Getir #200 siparişini aç').click()
    expect((await askedFor('order.get')).at(-1)).toEqual({ key: 'kadikoy/127' })
  })

  it('asks once more when news came while it was asking, however much of it', async () => {
    await open(snapshot(), { 'jobs.list': { ok: true, value: [] } })
    await button('Fişler').click()
    await page.getByText('Henüz fiş istenmedi').waitFor()
    const before = (await askedFor('jobs.list')).length
    await page.evaluate(() => window.standIn.hold('jobs.list'))
    for (const rev of [11, 12, 13, 14]) await emit(snapshot({ rev }))
    await expect.poll(async () => (await askedFor('jobs.list')).length).toBe(before + 1)
    await page.evaluate(
      (value) => {
        window.standIn.answers['jobs.list'] = { ok: true, value }
        window.standIn.release('jobs.list')
      },
      [job(45, { label: 'Getir #201' })],
    )
    await button('Getir #201 siparişini aç').waitFor()
    await expect.poll(async () => (await askedFor('jobs.list')).length).toBe(before + 2)
  })

  it('keeps its rows under the words that say why they could not be renewed', async () => {
    await open(snapshot(), { 'jobs.list': { ok: true, value: [job(46, { label: 'Getir #202' })] } })
    await button('Fişler').click()
    await button('Getir #202 siparişini aç').waitFor()
    await page.evaluate(() => {
      window.standIn.answers['jobs.list'] = { ok: false, error: { code: 'ledgerUnavailable' } }
    })
    await emit(snapshot({ rev: 11 }))
    await page.locator('.problem[data-code=ledgerUnavailable]').waitFor()
    expect(await button('Getir #202 siparişini aç').count()).toBe(1)
  })
})

describe('the end of the day', () => {
  it('says that nothing was missed, and goes on paper', async () => {
    const printed = { ok: true, value: { outcome: 'confirmed' } } as const
    await open(snapshot(), { 'report.get': { ok: true, value: dayReport() }, 'report.print': printed })
    await page.evaluate(() => (location.hash = '#/gunsonu'))
    await page.getByText('Bugün 84 sipariş geldi.').waitFor()
    await page.getByText('Hiçbir şey gözden kaçmadı.', { exact: false }).waitFor()
    await page.getByRole('radio', { name: 'Mutfak' }).click()
    await button('Fiş olarak yazdır').click()
    await page.locator('[data-outcome=confirmed]').waitFor()
    expect(await lastAsked()).toEqual({ name: 'report.print', input: { dayIso: '2026-01-05', printerId: 'mutfak' } })
    expect(await smallTargets()).toEqual([])
  })

  it('leads from what nobody is sure of to the journal', async () => {
    await open(snapshot(), { 'report.get': { ok: true, value: troubledReport() } })
    await page.evaluate(() => (location.hash = '#/gunsonu'))
    await page.getByText('2 uyarı görülmedi.', { exact: false }).waitFor()
    await button('Günlükte göster').click()
    expect(await page.getByRole('radio', { name: /Sorunlu/ }).getAttribute('aria-checked')).toBe('true')
  })

  it('goes back to any day, never beyond today', async () => {
    await open(snapshot(), { 'report.get': { ok: true, value: dayReport({ dayIso: '2026-01-04' }) } })
    await page.evaluate(() => (location.hash = '#/gunsonu'))
    expect(await button('Sonraki gün').isDisabled()).toBe(true)
    await button('Önceki gün').click()
    await button('4 Ocak 2026 Pazar').waitFor()
    await page.getByText('84 sipariş geldi.', { exact: true }).waitFor()
    await page.getByLabel('Gün', { exact: true }).fill('2025-12-31')
    await button('31 Aralık 2025 Çarşamba').waitFor()
    expect((await askedFor('report.get')).at(-1)).toEqual({ dayIso: '2025-12-31' })
    await button('Bugün').click()
    expect((await askedFor('report.get')).at(-1)).toEqual({ dayIso: '2026-01-05' })
  })
})

describe('a night without news', () => {
  it.each([
    ['#/gunsonu', 'report.get'],
    ['#/defter', 'ledger.proof'],
  ])('ends the shop’s day on an open page, which leads back to the evening before: %s', async (hash, name) => {
    await open(snapshot({ nowMs: Date.UTC(2026, 0, 5, 22, 40) }), {
      'report.get': { ok: true, value: dayReport() },
      'ledger.page': { ok: true, value: ledgerPage(3) },
      'ledger.proof': { ok: true, value: [] },
    })
    await page.evaluate((address) => (location.hash = address), hash)
    await button('5 Ocak 2026 Pazartesi').waitFor()
    await page.clock.setFixedTime(Date.UTC(2026, 0, 6, 6, 30))
    await button('6 Ocak 2026 Salı').waitFor()
    await expect.poll(async () => (await askedFor(name)).at(-1)).toEqual({ dayIso: '2026-01-06' })
    await button('Önceki gün').click()
    await button('5 Ocak 2026 Pazartesi').waitFor()
    await expect.poll(async () => (await askedFor(name)).at(-1)).toEqual({ dayIso: '2026-01-05' })
    await button('Bugün').click()
    await button('6 Ocak 2026 Salı').waitFor()
  })
})

describe('holding a day against the books', () => {
  const moda = (part: Partial<SourceProof>): SourceProof =>
    aSourceProof({ sourceId: 'moda', name: 'Moda', canConfirm: true, ...part })
  const answer = (name: string, value: unknown) =>
    page.evaluate(
      ([request, result]) => {
        window.standIn.answers[request] = { ok: true, value: result }
      },
      [name, value] as const,
    )

  it.each([
    ['#/gunsonu', 'report.get', (proof: SourceProof) => dayReport({ proof: [proof] })],
    ['#/defter', 'ledger.proof', (proof: SourceProof) => [proof]],
  ])('says at once that it runs and then what came of it, without any order coming in: %s', async (hash, name, of) => {
    await open(snapshot(), {
      [name]: { ok: true, value: of(moda({})) },
      'ledger.page': { ok: true, value: ledgerPage(3) },
      'reconcile.run': { ok: true, value: { begun: 1 } },
    })
    await page.evaluate((address) => (location.hash = address), hash)
    if (hash === '#/defter') await page.locator('.ledger__proof > summary').click()
    await page.getByText('Henüz karşılaştırılmadı.').waitFor()
    await answer(name, of(moda({ isReconciling: true })))
    await button('Şimdi karşılaştır').click()
    await page.getByText('Karşılaştırılıyor…', { exact: false }).waitFor()
    expect(await button('Şimdi karşılaştır').isDisabled()).toBe(true)
    await answer(name, of(moda({ reconciliation: aReconciliation() })))
    await page.locator('.proof__books', { hasText: '0 kaçan: Moda' }).waitFor()
    expect(await button('Şimdi karşılaştır').isDisabled()).toBe(false)
  })
})

it('says of a table that it was made with the filter that it was made with alone', async () => {
  await open(snapshot(), {
    'ledger.page': { ok: true, value: ledgerPage(3) },
    'ledger.proof': { ok: true, value: [] },
    'ledger.export': { ok: true, value: { fileName: 'tezgah-2026-01-05.csv', csv: 'a' } },
  })
  await page.evaluate(() => (location.hash = '#/defter'))
  await button('Tablo olarak indir (CSV)').click()
  const said = page.getByText('tezgah-2026-01-05.csv indirildi')
  await said.waitFor()
  await page.locator('.ledger__find').fill('ayşe')
  await said.waitFor({ state: 'detached' })
})
