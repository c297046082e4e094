import type { Locator, Page } from '@playwright/test'
import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../src/shared/contract/snapshot.ts'
import { orderSubject } from '../../src/shared/model/printJob.ts'
import { courierPage, courierSnapshot } from './courierFixture.ts'
import { card, job, NOW_MS, packing, snapshot, waiting } from './fixtures.ts'
import { ledgerAnswers } from './ledgerFixture.ts'
import { neighboursOf } from '../../src/renderer/order/Neighbours.tsx'
import { orderPage } from './orderFixture.ts'
import { openScreenPages, restFinger } from './screenPages.ts'
import type { StandInState } from './standIn.ts'
import { morningSnapshot, worstSnapshot } from './troubledFixture.ts'

const { open, asked } = openScreenPages()

const inputsOf = async (name: string): Promise<Record<string, unknown>[]> =>
  (await asked()).filter((one) => one.name === name).map(({ input }) => input)

/** What the core says as soon as it is asked this: before a second tap can come. */
const onceAsked = (page: Page, name: string, shown: Snapshot, answers: StandInState['answers'] = {}): Promise<void> =>
  page.evaluate(
    ([wanted, next, changed]) => {
      const { tezgah, standIn } = window
      if (tezgah === undefined) throw new Error('There is no stand-in')
      const { request } = tezgah
      tezgah.request = (asking, input) => {
        const answer = request(asking, input)
        if (asking === wanted) {
          Object.assign(standIn.answers, changed)
          standIn.emit('snapshot.changed', next)
        }
        return answer
      }
    },
    [name, shown, answers] as const,
  )

/** As a finger in a hurry does it. */
const doubleTap = (control: Locator): Promise<void> => control.dblclick({ delay: 40 })

describe('the second tap of a double tap', () => {
  it('answers about no other slip of the list that moves up under the finger', async () => {
    const shown = worstSnapshot()
    const page = await open(shown)
    await page.locator('.banners__all').click()
    // As many as before: the next one stands where the first stood.
    const later = job(119, { label: '#119 Getir', subject: orderSubject('kadikoy/119') })
    await onceAsked(page, 'jobs.answer', {
      ...shown,
      rev: 11,
      openJobs: [...shown.openJobs.slice(1), later],
      alarms: shown.alarms.map((one) => (one.id === 'job:116' ? { ...one, id: 'job:119', subjectId: '119' } : one)),
    })
    const list = page.getByRole('dialog')
    await restFinger(page)
    await doubleTap(list.getByRole('button', { name: 'Çıktı: #116 Getir' }))
    await list.getByText('#116 Getir').waitFor({ state: 'detached' })
    expect(await inputsOf('jobs.answer')).toEqual([{ jobIds: [116], answer: 'cameOut' }])
    await restFinger(page)
    await list.getByRole('button', { name: 'Çıktı: #117 Getir' }).click()
    expect((await inputsOf('jobs.answer')).at(-1)).toEqual({ jobIds: [117], answer: 'cameOut' })
  })

  it('answers about no other slip of the one row at the foot', async () => {
    const [first, second] = [117, 118].map((number) =>
      job(number, { label: `#${number} Getir`, subject: orderSubject(`kadikoy/${number}`) }),
    )
    const shown = snapshot({ openJobs: first ? [first] : [] })
    const page = await open(shown)
    await onceAsked(page, 'jobs.answer', { ...shown, rev: 11, openJobs: second ? [second] : [] })
    await doubleTap(page.getByRole('button', { name: 'Çıktı: #117 Getir' }))
    await page.getByRole('button', { name: 'Çıktı: #118 Getir' }).waitFor()
    expect(await inputsOf('jobs.answer')).toEqual([{ jobIds: [117], answer: 'cameOut' }])
  })

  it('answers about no other slip of the journal', async () => {
    const doubts = [41, 42, 43].map((id) => job(id, { label: `#${id}`, subject: orderSubject(`kadikoy/${id}`) }))
    const page = await open(snapshot(), { 'jobs.list': { ok: true, value: doubts } })
    await page.evaluate(() => (location.hash = '#/fisler/troubled'))
    await page.locator('[data-job]').first().waitFor()
    const first = Number(await page.locator('[data-job]').first().getAttribute('data-job'))
    const jobs = doubts.map((one) => (one.id === first ? { ...one, state: 'confirmed' } : one))
    await onceAsked(page, 'jobs.answer', snapshot({ rev: 11 }), { 'jobs.list': { ok: true, value: jobs } })
    await doubleTap(page.locator(`[data-job="${first}"]`).getByRole('button', { name: 'Çıktı' }))
    await page.locator(`[data-job="${first}"]`).waitFor({ state: 'detached' })
    expect(await inputsOf('jobs.answer')).toEqual([{ jobIds: [first], answer: 'cameOut' }])
  })

  it('is no "sure": only a tap that comes later confirms', async () => {
    const page = await open(morningSnapshot())
    await doubleTap(page.locator('.banner [data-tap=once]'))
    expect(await inputsOf('jobs.answer')).toEqual([])
    await restFinger(page)
    await page.locator('.banner .btn--danger').click()
    expect(await inputsOf('jobs.answer')).toHaveLength(1)
  })

  it('sees no other order that ended unseen', async () => {
    const ended = [301, 302].map((number) =>
      card(number, 9, { alert: waiting('new', 5), isGone: true, ended: { why: 'delivered', atMs: NOW_MS } }),
    )
    const shown = snapshot({ cards: [card(1, 3), ...ended] })
    const page = await open(shown)
    const [first] = await page.locator('.ended__order').evaluateAll((all) => all.map((one) => one.dataset['orderKey']))
    await onceAsked(page, 'orders.acknowledge', {
      ...shown,
      rev: 11,
      cards: shown.cards.filter(({ key }) => key !== first),
    })
    await doubleTap(
      page
        .locator('.ended__order')
        .first()
        .getByRole('button', { name: /^Görüldü/ }),
    )
    await page.locator('.ended__order').nth(1).waitFor({ state: 'detached' })
    expect((await inputsOf('orders.acknowledge')).map(({ keys }) => keys)).toEqual([[first]])
  })

  it('reaches nothing behind a dialog that has just closed', async () => {
    const page = await open(snapshot())
    await page.getByRole('button', { name: 'Adisyo siparişi bul' }).click()
    const cancel = page.getByRole('dialog').getByRole('button', { name: 'Vazgeç' })
    await cancel.waitFor()
    await restFinger(page)
    const box = await cancel.boundingBox()
    await doubleTap(cancel)
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.locator('.board').count()).toBe(1)
    await restFinger(page)
    // A card stands there, which a tap of its own opens.
    await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2)
    await page.locator('.order').waitFor()
  })

  it('prints no second copy of what has left the board', async () => {
    const page = await open(snapshot(), ledgerAnswers())
    await page.evaluate(() => (location.hash = '#/defter/son'))
    await doubleTap(page.locator('.recall__buttons button').first())
    expect(await inputsOf('order.print')).toHaveLength(1)
    await page.getByText(/ için fiş istendi: Kasa$/).waitFor()
  })

  it('packs no other order', async () => {
    const before = packing()
    const [first] = before.orders
    const page = await open(snapshot(), { 'packing.get': { ok: true, value: before } })
    await page.evaluate(() => (location.hash = '#/paketleme'))
    await onceAsked(page, 'packing.mark', snapshot({ rev: 11 }), {
      'packing.get': { ok: true, value: { ...before, orders: before.orders.slice(1) } },
    })
    await doubleTap(page.getByRole('button', { name: `Paketlendi: #${first?.number}` }))
    await page.getByRole('article', { name: `#${first?.number}` }).waitFor({ state: 'detached' })
    expect(await inputsOf('packing.mark')).toEqual([{ key: first?.key, path: null, isPacked: true }])
  })

  it('on a courier leaves the hand-over open, with the way back', async () => {
    const page = await open(courierSnapshot(), {
      'dispatch.handOver': { ok: true, value: { deliveryIds: [9], refused: [] } },
      'courier.get': { ok: true, value: courierPage() },
    })
    await page.evaluate(() => (location.hash = '#/kurye'))
    await page.getByRole('checkbox', { name: '#144' }).click()
    await doubleTap(page.getByRole('button', { name: /Hüseyin/ }))
    await page.getByRole('button', { name: /^Geri al/ }).waitFor()
    expect(await inputsOf('dispatch.handOver')).toHaveLength(1)
    await restFinger(page)
    await page.getByRole('button', { name: /Hüseyin/ }).click()
    await page.getByRole('heading', { name: 'Ali Çelik' }).waitFor()
  })
})

describe('taps in a hurry', () => {
  it('count on what is at another place, on what is still there, and on the way to the next order', async () => {
    const page = await open(snapshot(), { 'packing.get': { ok: true, value: packing() } })
    await page.evaluate(() => (location.hash = '#/paketleme'))
    const ticks = page.getByRole('article', { name: '#124' }).getByRole('checkbox')
    const count = await ticks.count()
    for (let index = 0; index < count; index++) await ticks.nth(index).click()
    await ticks.nth(0).click()
    expect(await inputsOf('packing.mark')).toHaveLength(count + 1)
    await page.evaluate(() => (location.hash = '#/siparis/kadikoy%2F130'))
    const onward = page.getByRole('button', { name: /^Sonraki/ })
    await onward.waitFor()
    const { after } = neighboursOf('kadikoy/130', snapshot())
    const next = { ...orderPage(), order: { ...orderPage().order, key: after?.key } }
    await onceAsked(page, 'order.get', snapshot({ rev: 11 }), { 'order.get': { ok: true, value: next } })
    await doubleTap(onward)
    const opened = [...new Set((await inputsOf('order.get')).map(({ key }) => key))]
    expect(opened).toEqual(['kadikoy/130', after?.key, neighboursOf(after?.key ?? '', snapshot()).after?.key])
  })
})
