import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettingsFile, writeSettingsFile } from '../../../src/core/settings/settingsFile.ts'
import { MEMBERS_KEY } from '../../../src/core/link/linkKeys.ts'
import { defaultSettings } from '../../../src/shared/settings/settings.ts'
import { anOldRedisServer } from '../../support/aRedisServer.ts'
import { emptyDisk, openCounter } from '../../support/openCounter.ts'
import { openPrintingShop } from '../../support/printingShop.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const fileOf = (settings: object): string =>
  JSON.stringify({ what: 'tezgah-settings', version: '0.1.0', atMs: 1, settings })

describe('settings as a file', () => {
  it('carry a shop to a new computer without a key; which ones are missing is said, and with them it goes on', async () => {
    const { shop, disk, provision } = await openPrintingShop()
    const old = await openCounter(disk, provision)
    await old.ask('settings.update', {
      closingLine: 'Afiyet olsun',
      counter: { name: 'Kasa 1', printsByItself: true, others: 'none' },
    })
    const exported = await old.ask('settings.export', {})
    if (!exported.ok) throw new Error(exported.error.code)
    const { fileName, text } = exported.value
    expect(fileName).toMatch(/^tezgah-ayarlar-\d{4}-\d\d-\d\d\.json$/)
    for (const key of [shop.restomenum.apiKey, shop.adisyo.apiKey, shop.adisyo.apiSecret])
      expect(text).not.toContain(key)
    await old.stop()

    const fresh = emptyDisk(temporaryFolder())
    const tezgah = await openCounter(fresh)
    const inspected = await tezgah.ask('settings.inspect', { text })
    const content = {
      sources: [
        { name: 'Kadıköy', kind: 'restomenum', hasKeys: false },
        { name: 'Moda', kind: 'adisyo', hasKeys: false },
      ],
      printers: [{ name: 'Kasa', connection: 'tcp' }],
      removes: [],
    }
    expect(inspected).toMatchObject({ ok: true, value: content })
    expect((await tezgah.snapshot()).sources).toEqual([])
    expect(await tezgah.ask('settings.import', { text })).toMatchObject({ ok: true, value: content })
    const { settings, alarms, sources } = await tezgah.snapshot()
    expect([settings.closingLine, settings.counter.name]).toEqual(['Afiyet olsun', 'Kasa 1'])
    expect(alarms.map(({ name, problem }) => `${name} ${problem.code}`).toSorted()).toEqual([
      'Kadıköy keyMissing',
      'Moda keyMissing',
    ])
    const [kadikoy] = sources
    if (kadikoy === undefined) throw new Error('no source')
    const { id, kind, name, baseUrl, pollSeconds, consumer } = kadikoy
    const source = { kind, name, baseUrl, pollSeconds, consumer, enabled: true, apiKey: shop.restomenum.apiKey }
    expect((await tezgah.ask('source.save', { id, source })).ok).toBe(true)
    await tezgah.until('the vendor answers', (now) => now.sources[0]?.state === 'ok')
  })

  it('take the place of what was set: a source that the file does not have is forgotten, with its keys', async () => {
    const { disk, provision } = await openPrintingShop()
    const tezgah = await openCounter(disk, provision)
    const exported = await tezgah.ask('settings.export', {})
    if (!exported.ok) throw new Error(exported.error.code)
    const file = JSON.parse(exported.value.text)
    file.settings.sources = file.settings.sources.slice(0, 1)
    const answer = await tezgah.ask('settings.import', { text: JSON.stringify(file) })
    expect(answer).toMatchObject({
      ok: true,
      value: { removes: ['Moda'], sources: [{ name: 'Kadıköy', hasKeys: true }] },
    })
    expect([...disk.secrets.keys()]).toEqual(['restomenum-kadikoy'])
    expect((await tezgah.snapshot()).sources.map(({ name }) => name)).toEqual(['Kadıköy'])
  })

  it('of another server for several counters are followed at once, as those of none are', async () => {
    const { disk, provision } = await openPrintingShop()
    const tezgah = await openCounter(disk, provision)
    const [first, second] = [await anOldRedisServer(), await anOldRedisServer()]
    await tezgah.ask('link.save', { link: { enabled: true, address: first.server.address, branchName: '' } })
    await tezgah.until('the first', ({ link }) => link.state === 'up')
    const exported = await tezgah.ask('settings.export', {})
    if (!exported.ok) throw new Error(exported.error.code)
    const file = JSON.parse(exported.value.text)
    file.settings.link.address = second.server.address
    expect(await tezgah.ask('settings.import', { text: JSON.stringify(file) })).toMatchObject({ ok: true })
    await tezgah.until('the second', ({ link }) => link.state === 'up')
    expect(await second.client.hLen(MEMBERS_KEY)).toBe(1)
    file.settings.link.enabled = false
    await tezgah.ask('settings.import', { text: JSON.stringify(file) })
    for (const { client } of [first, second]) await expect.poll(async () => (await client.clientList()).length).toBe(1)
    expect((await tezgah.snapshot()).link).toMatchObject({ state: 'off', downSinceMs: null })
  })

  it.each([
    ['no JSON', 'x'],
    ['another file', '{"sources":[]}'],
    ['a provisioning file', '{"language":"tr","sources":[]}'],
    ['a wrong field', fileOf({ ...defaultSettings, closingLine: 7 })],
    ['two of one id', fileOf({ ...defaultSettings, couriers: [courier(), courier()] })],
  ])('%s is refused whole, and nothing is changed', async (_, text) => {
    const disk = emptyDisk(temporaryFolder())
    const tezgah = await openCounter(disk)
    const before = structuredClone(disk.settings)
    for (const name of ['settings.inspect', 'settings.import'] as const)
      expect(await tezgah.ask(name, { text })).toMatchObject({ ok: false, error: { code: 'settingsFileUnreadable' } })
    expect(disk.settings).toEqual(before)
  })

  it('of a newer Tezgah are refused; of the first release they are upgraded', () => {
    expect(readSettingsFile(fileOf({ ...defaultSettings, version: 99 }))).toMatchObject({
      error: { code: 'settingsFileNewer' },
    })
    const first = readSettingsFile(fileOf({ version: 1, language: 'en', closingLine: 'Thanks' }))
    expect(first).toMatchObject({ ok: true, value: { settings: { closingLine: 'Thanks', slipLanguage: 'en' } } })
  })

  it('keep no key that somebody has put into the file', async () => {
    const disk = emptyDisk(temporaryFolder())
    const tezgah = await openCounter(disk)
    const { text } = writeSettingsFile({ version: '0.1.0', atMs: 1, settings: defaultSettings })
    const file = JSON.parse(text)
    file.settings.sources = [
      {
        id: 'a',
        kind: 'restomenum',
        name: 'A',
        baseUrl: 'http://127.0.0.1:9',
        pollSeconds: 5,
        enabled: true,
        consumer: null,
        apiKey: 'canary.canary.canary',
      },
    ]
    expect((await tezgah.ask('settings.import', { text: JSON.stringify(file) })).ok).toBe(true)
    expect(JSON.stringify(disk.settings)).not.toContain('canary')
    expect(readFileSync(join(disk.folder, 'ledger.sqlite')).includes('canary')).toBe(false)
    expect(disk.secrets.size).toBe(0)
  })
})

function courier() {
  return { id: 'c', name: 'Ali', phone: null, hue: 'blue', isActive: true, vendorIds: {} }
}
