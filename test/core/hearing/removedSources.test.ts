import { expect, it } from 'vitest'
import { isProven } from '../../../src/shared/model/dayProof.ts'
import { anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { type Disk, emptyDisk, openCounter, type OpenedCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const id = 'restomenum-kadikoy'
const MINUTE_MS = 60_000
const given = {
  kind: 'restomenum' as const,
  name: 'Kadıköy',
  baseUrl: 'http://127.0.0.1:9',
  pollSeconds: 5,
  apiKey: 'a.b.c',
}
const form = { ...given, consumer: null, enabled: true }
const everything = { sourceId: null, channelId: null, type: null, state: null, courier: null, find: '' }

async function aShop(disk: Disk = emptyDisk(temporaryFolder()), time = new ManualTime(), isNew = true) {
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const host = { clock: time, timers: time, random: () => 0.5 }
  const tezgah = await openCounter(disk, isNew ? { sources: [given] } : null, host, vendor.vendors())
  await time.advance(10)
  return { time, vendor, tezgah, disk }
}

async function proofOf(tezgah: OpenedCounter, dayIso: string | null = null) {
  const proof = await tezgah.ask('ledger.proof', { dayIso })
  if (!proof.ok) throw new Error(proof.error.code)
  return proof.value.map((source) => ({
    name: source.name,
    watch: source.watch,
    isProven: isProven(source),
    gaps: source.gaps,
  }))
}

it('a source that was taken away keeps its name and its gaps in the day on which it was heard, also after a restart', async () => {
  const { time, vendor, tezgah, disk } = await aShop()
  vendor.list = [anOrder({ orderId: '1', sourceId: id, number: '1' })]
  await time.advance(MINUTE_MS)
  vendor.list = [...vendor.list, anOrder({ orderId: '2', sourceId: id, number: '2' })]
  await time.advance(MINUTE_MS)
  const orders = vendor.list
  vendor.list = { code: 'offline' }
  await time.advance(30 * MINUTE_MS)
  vendor.list = orders
  await time.advance(MINUTE_MS)
  await tezgah.ask('source.remove', { id })
  vendor.list = []
  await tezgah.ask('source.save', { id: null, source: { ...form, name: 'Yeni' } })
  await time.advance(10 * MINUTE_MS)
  const told = async (one: OpenedCounter) => {
    const page = await one.ask('ledger.page', { dayIso: null, filter: everything, before: null, limit: 10 })
    if (!page.ok) throw new Error(page.error.code)
    const { rows, counts } = page.value
    const report = await one.ask('report.get', { dayIso: null })
    return [
      rows.map(({ number, sourceName }) => `${number} ${sourceName}`),
      counts?.sources.map(({ name }) => name),
      report.ok && report.value.bySource.map(({ name }) => name),
      (await proofOf(one)).map(({ gaps, ...source }) => ({
        ...source,
        reasons: gaps.map(({ reasons }) => reasons.join()),
      })),
    ]
  }
  const expected = [
    ['2 Kadıköy', '1 Kadıköy'],
    ['Kadıköy'],
    ['Kadıköy'],
    [
      { name: 'Yeni', watch: 'partly', isProven: false, reasons: [] },
      { name: 'Kadıköy', watch: 'partly', isProven: false, reasons: ['offline', 'disabled'] },
    ],
  ]
  expect(await told(tezgah)).toEqual(expected)
  const stopped = tezgah.stop()
  await time.advance(20_000)
  await stopped
  const again = await aShop(disk, time, false)
  again.vendor.list = []
  await time.advance(20_000)
  expect((await told(again.tezgah)).slice(0, 3)).toEqual(expected.slice(0, 3))
  expect((await proofOf(again.tezgah)).map(({ name }) => name)).toEqual(['Yeni', 'Kadıköy'])
})

it('a source that was taken away says nothing of the days after that, nor of one that comes again under its name', async () => {
  const { time, vendor, tezgah } = await aShop()
  vendor.list = []
  await time.advance(10 * MINUTE_MS)
  await tezgah.ask('source.remove', { id })
  await time.advance(5 * MINUTE_MS)
  await tezgah.ask('source.save', { id: null, source: form })
  await time.advance(10 * MINUTE_MS)
  expect((await proofOf(tezgah)).map(({ name, watch }) => [name, watch])).toEqual([['Kadıköy', 'partly']])
  await tezgah.ask('source.remove', { id })
  await time.advance(26 * 60 * MINUTE_MS)
  expect(await proofOf(tezgah)).toEqual([])
})
