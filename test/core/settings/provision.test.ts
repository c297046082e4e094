import { describe, expect, it } from 'vitest'
import { applyProvision, type Provision, readProvision } from '../../../src/core/settings/provision.ts'
import { defaultSettings } from '../../../src/shared/settings/settings.ts'

const restomenum = { kind: 'restomenum', name: 'Kadıköy', apiKey: 'server.plugin.secret' }
const adisyo = { kind: 'adisyo', name: 'Moda', apiKey: 'k', apiSecret: 's' }
const printer = { name: 'Kasa', connection: { kind: 'tcp', host: '192.168.1.50', port: 9100 } }

const read = (file: unknown): Provision => {
  const result = readProvision(JSON.stringify(file))
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

describe('the provisioning file', () => {
  it('needs little: the rest is what most shops have', () => {
    const { settings, secrets } = applyProvision(
      defaultSettings,
      read({ sources: [restomenum, adisyo], printers: [printer] }),
    )
    expect(settings.sources).toEqual([
      {
        id: 'restomenum-kadikoy',
        kind: 'restomenum',
        name: 'Kadıköy',
        baseUrl: 'https://plugins.restomenum.app',
        pollSeconds: 5,
        enabled: true,
        consumer: null,
      },
      {
        id: 'adisyo-moda',
        kind: 'adisyo',
        name: 'Moda',
        baseUrl: 'https://ext.adisyo.com/api/External/v2',
        pollSeconds: 26,
        enabled: true,
        consumer: 'Tezgah - Moda',
      },
    ])
    expect(settings.printers[0]).toMatchObject({ id: 'kasa', paperWidthMm: 80, codePage: 'cp857', enabled: true })
    expect(secrets).toEqual(
      new Map([
        ['restomenum-kadikoy', { apiKey: 'server.plugin.secret' }],
        ['adisyo-moda', { apiKey: 'k', apiSecret: 's' }],
      ]),
    )
  })

  it('changes nothing the second time, and keeps the ids of what changed its address', () => {
    const once = applyProvision(defaultSettings, read({ sources: [restomenum], printers: [printer] })).settings
    expect(applyProvision(once, read({ sources: [restomenum], printers: [printer] })).settings).toEqual(once)
    const moved = { ...restomenum, baseUrl: 'https://sandbox.plugins.restomenum.app' }
    const again = applyProvision(once, read({ sources: [moved] })).settings
    expect(again.sources.map(({ id, baseUrl }) => [id, baseUrl])).toEqual([['restomenum-kadikoy', moved.baseUrl]])
    expect(again.printers).toEqual(once.printers)
  })

  it('leaves alone what a shop has set beyond the file: a name, a learnt habit, a code page', () => {
    const once = applyProvision(defaultSettings, read({ sources: [restomenum], printers: [printer] })).settings
    const [source, till] = [once.sources[0], once.printers[0]]
    if (!source || !till) throw new Error('nothing was provisioned')
    const changed = {
      ...once,
      sources: [{ ...source, name: 'Merkez', pollSeconds: 9 }],
      printers: [{ ...till, name: 'Banko', codePageNumber: 61, confirms: 'ids' as const }],
    }
    expect(applyProvision(changed, read({ sources: [restomenum], printers: [printer] })).settings).toEqual(changed)
    const said = read({ sources: [{ ...restomenum, pollSeconds: 7 }], printers: [{ ...printer, codePageNumber: 13 }] })
    const again = applyProvision(changed, said).settings
    expect([again.sources[0]?.pollSeconds, again.printers[0]?.codePageNumber, again.printers[0]?.confirms]).toEqual([
      7,
      13,
      'ids',
    ])
  })

  it.each([
    ['no JSON', '{', '', 'notJson'],
    ['an unknown field', JSON.stringify({ 'sk-live-canary': 1 }), '', 'unknownField'],
    [
      'a foreign host',
      JSON.stringify({ sources: [{ ...restomenum, baseUrl: 'https://example.org' }] }),
      'sources.0.baseUrl',
      'hostNotAllowed',
    ],
    [
      'plain http abroad',
      JSON.stringify({ sources: [{ ...adisyo, baseUrl: 'http://ext.adisyo.com/api/External/v2' }] }),
      'sources.0.baseUrl',
      'hostNotAllowed',
    ],
    [
      'a password in the address',
      JSON.stringify({ sources: [{ ...restomenum, baseUrl: 'https://a:b@plugins.restomenum.app' }] }),
      'sources.0.baseUrl',
      'hostNotAllowed',
    ],
    [
      'too quick abroad',
      JSON.stringify({ sources: [{ ...adisyo, pollSeconds: 10 }] }),
      'sources.0.pollSeconds',
      'tooFrequent',
    ],
    [
      'half the keys',
      JSON.stringify({ sources: [{ ...adisyo, apiSecret: undefined }] }),
      'sources.0.apiSecret',
      'missing',
    ],
    [
      'a key with a space',
      JSON.stringify({ sources: [{ ...restomenum, apiKey: 'canary one' }] }),
      'sources.0.apiKey',
      'notAKey',
    ],
    ['two of one name', JSON.stringify({ printers: [printer, { ...printer, name: 'KASA' }] }), 'printers', 'nameTaken'],
    [
      'a port beyond ports',
      JSON.stringify({ printers: [{ ...printer, connection: { ...printer.connection, port: 70_000 } }] }),
      'printers.0.connection.port',
      'tooLarge',
    ],
  ])('refuses %s, names the field and repeats nothing of the file', (_, text, path, code) => {
    const result = readProvision(text)
    if (result.ok) throw new Error('was taken')
    expect(result.error.field).toMatchObject({ path, code })
    expect(JSON.stringify(result)).not.toMatch(/canary|secret/)
  })

  it('lets a practice shop on this computer poll quickly over plain http', () => {
    const local = { ...restomenum, baseUrl: 'http://127.0.0.1:9001', pollSeconds: 1 }
    expect(read({ sources: [local] }).sources[0]).toMatchObject({ baseUrl: local.baseUrl, pollSeconds: 1 })
  })

  it('reads a file that Notepad saved with a byte order mark', () => {
    expect(readProvision(`\uFEFF${JSON.stringify({ language: 'en' })}`).ok).toBe(true)
  })
})
