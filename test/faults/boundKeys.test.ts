import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startPracticeShop } from '../../src/practice/practiceShop.ts'
import type { RequestInput } from '../../src/shared/contract/requests.ts'
import { type Disk, emptyDisk, openCounter, provisionFor } from '../support/openCounter.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

/** 68: the key that is kept goes to the address it was entered for, and to no other, whichever way that is changed. */

/** A program of somebody else's on this computer. */
async function stranger(): Promise<{ baseUrl: string; heard: string[] }> {
  const heard: string[] = []
  const server = createServer((asked: IncomingMessage, answer) => {
    heard.push(JSON.stringify(asked.headers))
    answer.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }
}

async function aShop(
  disk: Disk = emptyDisk(temporaryFolder()),
  over: (provision: { sources: object[] }) => object = (given) => given,
) {
  const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
  onTestFinished(() => shop.close())
  const provision = provisionFor(shop, [], 1) as { sources: object[] }
  const tezgah = await openCounter(disk, over(provision))
  return { shop, tezgah, disk, other: await stranger() }
}

const isWell = ({ sources }: { sources: readonly { state: string }[] }): boolean =>
  sources.length === 2 && sources.every(({ state }) => state === 'ok')

const vendors = ['restomenum', 'adisyo'] as const

describe.each(vendors)('68: the kept key of %s', (kind) => {
  it.each(['source.test', 'source.save'] as const)('%s with another port asks for the key again', async (name) => {
    const { tezgah, other } = await aShop()
    const { sources } = await tezgah.until('both sources', isWell)
    const known = sources.find((source) => source.kind === kind)
    const source = {
      kind,
      name: known?.name ?? '',
      baseUrl: other.baseUrl,
      pollSeconds: 1,
      consumer: null,
      enabled: true,
    }
    const id = known?.id ?? ''
    const refused = { ok: false, error: { code: 'invalidRequest', field: { path: 'apiKey', code: 'addressChanged' } } }
    expect(await tezgah.ask(name, { id, source })).toMatchObject(refused)
    // Nor half of them.
    if (kind === 'adisyo')
      expect(await tezgah.ask(name, { id, source: { ...source, apiKey: 'new.key' } })).toMatchObject({
        error: { field: { path: 'apiSecret', code: 'addressChanged' } },
      })
    expect(other.heard).toEqual([])
    // The old address still has it.
    const kept: RequestInput<'source.test'>['source'] = { ...source, baseUrl: known?.baseUrl ?? '' }
    expect(await tezgah.ask('source.test', { id, source: kept })).toEqual({ ok: true, value: null })
  })

  it('not by way of a source that is switched off meanwhile', async () => {
    const { tezgah, other } = await aShop()
    const { sources } = await tezgah.until('both sources', isWell)
    const known = sources.find((source) => source.kind === kind)
    const source = { kind, name: known?.name ?? '', baseUrl: other.baseUrl, pollSeconds: 1, consumer: null }
    const id = known?.id ?? ''
    await tezgah.ask('source.save', { id, source: { ...source, enabled: false } })
    expect(await tezgah.ask('source.save', { id, source: { ...source, enabled: true } })).toMatchObject({ ok: false })
    await tezgah.ask('source.resume', { id })
    expect(other.heard).toEqual([])
  })

  it('not by way of a provisioning file without the key, nor of a changed settings file', async () => {
    const { tezgah, disk, other } = await aShop()
    await tezgah.until('both sources', isWell)
    await tezgah.stop()
    const elsewhere = { kind, name: kind === 'adisyo' ? 'Moda' : 'Kadıköy', baseUrl: other.baseUrl }
    const again = await openCounter(disk, { sources: [elsewhere] })
    const asked = await again.until('the key is asked for', ({ sources }) =>
      sources.some((source) => source.kind === kind && source.problem?.code === 'keyMissing'),
    )
    expect(asked.sources.find((source) => source.kind === kind)?.keys.isSet).toBe(false)
    await again.stop()
    const byHand = await openCounter(disk)
    await byHand.until('the key is asked for', ({ sources }) =>
      sources.some((source) => source.kind === kind && source.problem?.code === 'keyMissing'),
    )
    expect(other.heard).toEqual([])
  })
})

it('68: a provisioning file that carries the key may name another address of this computer', async () => {
  const { shop, tezgah, disk } = await aShop()
  await tezgah.until('both sources', isWell)
  await tezgah.stop()
  const moved = await startPracticeShop({
    adisyo: { paceScale: 0, apiKey: shop.adisyo.apiKey, apiSecret: shop.adisyo.apiSecret },
    restomenum: { apiKey: shop.restomenum.apiKey },
  })
  onTestFinished(() => moved.close())
  const again = await openCounter(disk, provisionFor(moved, [], 1))
  await again.until('both sources', isWell)
  expect(moved.requests.some(({ outcome }) => outcome === 'ok')).toBe(true)
})
