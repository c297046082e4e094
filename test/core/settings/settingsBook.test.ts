import { describe, expect, it } from 'vitest'
import { openSettings } from '../../../src/core/settings/settingsBook.ts'
import { defaultSettings, type Settings } from '../../../src/shared/settings/settings.ts'

const good: Settings = {
  ...defaultSettings,
  language: 'en',
  sources: [
    {
      id: 'a',
      kind: 'restomenum',
      name: 'A',
      baseUrl: 'https://plugins.restomenum.app',
      pollSeconds: 5,
      enabled: true,
      consumer: null,
    },
    {
      id: 'b',
      kind: 'adisyo',
      name: 'B',
      baseUrl: 'https://ext.adisyo.com/api/External/v2',
      pollSeconds: 26,
      enabled: true,
      consumer: 'B',
    },
  ],
}
const open = (value: unknown, written: unknown[] = []): ReturnType<typeof openSettings> =>
  openSettings({ read: () => ({ value, setAside: null }), write: (next) => void written.push(next) })

describe('the settings', () => {
  it('begin with the defaults', () => {
    expect(open(undefined).current()).toEqual(defaultSettings)
    expect(open(undefined).trouble).toBeNull()
  })

  it('of before ways of paying had meanings are read whole, and nothing has been said yet', () => {
    const { paymentMeanings: _, ...old } = good
    const book = open(old)
    expect([book.current(), book.trouble]).toEqual([good, null])
  })

  it('are what was stored', () => {
    expect(open(good).current()).toEqual(good)
  })

  it('of the first release become today’s, with nothing lost and nothing to tell', () => {
    const connection = { kind: 'tcp', host: '192.168.1.50', port: 9100 }
    const printer = { id: 'p', name: 'Mutfak', enabled: true, connection, paperWidthMm: 80 }
    const printerRest = { codePage: 'cp857', codePageNumber: null, feedLines: 3 }
    const { slipExpiryHours, ...released } = good
    const settings = open({ ...released, version: 1, soundVolume: 0.3, printers: [{ ...printer, ...printerRest }] })
    expect(settings.trouble).toBeNull()
    expect(settings.current()).toMatchObject({
      ...good,
      soundVolume: 0.3,
      slipExpiryHours,
      printers: [{ ...printer, ...printerRest, qr: 'auto', cancelsKanji: true, maxSlipMm: 3_000 }],
    })
  })

  it('of a shop whose slips spoke the screen’s language let them speak on', () => {
    const { slipLanguage: _, ...before } = good
    expect(open({ ...before, version: 2 }).current()).toMatchObject({ language: 'en', slipLanguage: 'en' })
  })

  it('keep every part that can be read of a damaged or newer file, and say what was wrong', () => {
    const damaged = {
      ...good,
      version: 7,
      soundVolume: 'loud',
      sources: [{ ...good.sources[0], baseUrl: 'https://example.org' }, good.sources[1]],
    }
    const settings = open(damaged)
    expect(settings.current()).toEqual({
      ...good,
      soundVolume: defaultSettings.soundVolume,
      sources: [good.sources[1]],
    })
    expect(settings.trouble).not.toBeNull()
  })

  it.each([[null], [[]], ['text'], [42]])('stand even when %j was stored', (value) => {
    expect(open(value).current()).toEqual(defaultSettings)
  })

  it('refuse a wrong value, and believe nothing that could not be written', () => {
    const settings = open(good)
    expect(() => settings.replace({ ...good, ageWarnMinutes: -1 })).toThrow()
    const full = openSettings({
      read: () => ({ value: good, setAside: null }),
      write: () => {
        throw new Error('disk full')
      },
    })
    expect(() => full.replace({ ...good, language: 'tr' })).toThrow('disk full')
    expect(full.current().language).toBe('en')
  })
})
