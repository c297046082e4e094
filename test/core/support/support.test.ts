import { mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { createLogFile } from '../../../src/system/logFile.ts'
import { createSupportFolder } from '../../../src/system/supportFolder.ts'
import { anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { emptyDisk, openCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const canaries = ['Kanaryacan', '5559876543', 'Kanarya Sokağı', 'kanarya-anahtari', 'Kanarya Kasa', 'kanarya.example']

it('is read before it is saved, and holds nothing of a customer, no key and no name that somebody has typed', async () => {
  const folder = temporaryFolder()
  const time = new ManualTime()
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const provision = {
    sources: [
      {
        kind: 'restomenum',
        name: 'Kanaryacan Şubesi',
        baseUrl: 'http://127.0.0.1:9',
        apiKey: 'kanarya-anahtari',
        pollSeconds: 5,
      },
    ],
    printers: [{ name: 'Kanarya Kasa', connection: { kind: 'tcp', host: 'kanarya.example', port: 9 } }],
  }
  const { log, written } = createLogFile(join(folder, 'logs'), () => time.nowMs())
  const over = {
    clock: time,
    timers: time,
    random: () => 0.5,
    support: createSupportFolder(folder, () => time.nowMs()),
    log,
  }
  const tezgah = await openCounter(emptyDisk(folder), provision, over, vendor.vendors(), () => ({
    prepare: async () => ({ payload: { kind: 'escpos', bytes: new Uint8Array(1) }, note: null }),
    send: async () => ({ kind: 'confirmed', said: null }),
    check: async () => ({ isReady: true }),
    habits: () => null,
  }))
  vendor.quarantined = [{ id: 'Kanaryacan', reason: 'malformed' }]
  vendor.list = [
    anOrder({
      orderId: '1',
      sourceId: 'restomenum-kanaryacan-subesi',
      note: 'Kanarya Sokağı',
      customer: {
        ...anOrder({ orderId: '1' }).customer,
        name: 'Kanaryacan',
        phone: '5559876543',
      } as ReturnType<typeof anOrder>['customer'],
    }),
  ]
  await time.advance(10_000)
  await tezgah.ask('settings.update', { closingLine: 'Kanarya Sokağı, 5559876543' })
  await tezgah.ask('webhook.save', { address: 'https://kanarya.example/x', secret: 'kanarya-anahtari' })
  expect((await tezgah.ask('support.save', { mark: 'not read' })).ok).toBe(false)
  await written()
  const read = await tezgah.ask('support.read', {})
  if (!read.ok) throw new Error(read.error.code)
  expect(read.value.files.map(({ name }) => name)).toEqual(expect.arrayContaining(['durum.json', 'ayarlar.json']))
  const saved = await tezgah.ask('support.save', { mark: read.value.mark })
  if (!saved.ok) throw new Error(saved.error.code)
  const zip = unzipSync(readFileSync(saved.value.path))
  expect(Object.keys(zip).toSorted()).toEqual(read.value.files.map(({ name }) => name).toSorted())
  for (const { name, text } of read.value.files) {
    expect(strFromU8(zip[name] ?? new Uint8Array())).toBe(text)
    if (name.endsWith('.json')) for (const word of canaries) expect(text, name).not.toContain(word)
    // What the log says of a row is its id, of a source its own.
    for (const word of canaries.slice(1)) expect(text, name).not.toContain(word)
  }
  if (process.platform !== 'win32') expect(statSync(saved.value.path).mode & 0o077).toBe(0)
})

it('tells no log where there is none', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'logs'))
  expect(createSupportFolder(folder, () => 0).logs()).toEqual([])
  expect(readdirSync(folder)).toEqual(['logs'])
})
