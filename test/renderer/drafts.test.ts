import { describe, expect, it } from 'vitest'
import { fieldFault } from '../../src/renderer/settings/Field.tsx'
import {
  changeDraft,
  connectionKinds,
  draftOfPrinter,
  newPrinterDraft,
  placeOfPrinter,
  printerInputOf,
} from '../../src/renderer/settings/printerDraft.ts'
import { draftOfSource, newSourceDraft, sourceInputOf, withKind } from '../../src/renderer/settings/sourceDraft.ts'
import { requests } from '../../src/shared/contract/requests.ts'
import { aPrinter } from '../support/aPrinter.ts'
import { moda } from './fixtures.ts'
import { foundPrinters } from './printersFixture.ts'

describe('a source in the form', () => {
  it('leaves stored keys out of what is sent, and sends a replaced one', () => {
    const draft = draftOfSource(moda())
    expect(sourceInputOf(draft)).not.toHaveProperty('apiKey')
    expect(sourceInputOf(draft)).not.toHaveProperty('apiSecret')
    expect(sourceInputOf({ ...draft, apiKey: ' new.key ' }).apiKey).toBe('new.key')
  })

  it('takes the other vendor’s address and pace along, but never what a person wrote', () => {
    const draft = newSourceDraft('restomenum')
    expect(withKind(draft, 'adisyo')).toMatchObject({
      baseUrl: 'https://ext.adisyo.com/api/External/v2',
      pollSeconds: '26',
    })
    const own = { ...draft, baseUrl: 'http://127.0.0.1:9001' }
    expect(withKind(own, 'adisyo').baseUrl).toBe('http://127.0.0.1:9001')
  })

  it('is in the contract’s shape', () => {
    const source = sourceInputOf({
      ...newSourceDraft('adisyo'),
      name: 'Moda',
      apiKey: 'k',
      apiSecret: 's',
      consumer: 'Tezgah',
    })
    expect(requests['source.save'].input.safeParse({ id: null, source }).success).toBe(true)
  })
})

describe('a printer in the form', () => {
  const input = (part: object) =>
    requests['printer.save'].input.safeParse({
      id: null,
      printer: printerInputOf({ ...newPrinterDraft, name: 'Kasa', host: '10.0.0.9', ...part }),
    })

  it('is in the contract’s shape', () => expect(input({}).success).toBe(true))

  it.each([{ port: 'abc' }, { port: '' }, { feedLines: '99' }, { codePageNumber: '1,5' }])(
    'is refused with %o',
    (part) => {
      expect(input(part).success).toBe(false)
    },
  )

  const filled = { queue: 'Kasa', serialPath: 'COM3', device: 'HP LaserJet', folderPath: '/tmp/fis' }

  it.each(connectionKinds)('is in the contract’s shape with %s', (kind) =>
    expect(input({ ...filled, kind }).success).toBe(true),
  )

  it.each([
    { kind: 'windows', queue: ' ' },
    { kind: 'cups', queue: 'iki kelime' },
    { kind: 'serial', serialPath: 'LPT1' },
    { kind: 'serial', serialPath: 'COM3', baudRate: 'hızlı' },
    { kind: 'system', device: '' },
    { kind: 'folder', folderPath: '' },
  ])('is refused as %o', (part) => expect(input(part).success).toBe(false))

  it('comes out of the form as it went in, whatever it is connected by', () => {
    const tuned = {
      columns: 42,
      cut: 'none',
      mode: 'raster',
      opensDrawer: true,
      buzzes: true,
      model: 'pos-5890',
      qr: 'image',
      cancelsKanji: false,
      maxSlipMm: 1_500,
      confirms: 'ids',
    } as const
    const folders = [{ connection: { kind: 'folder' as const, path: '/fis', isShared: true } }]
    for (const { connection } of [...foundPrinters, ...folders]) {
      const { id: _id, ...settings } = aPrinter({ id: 'x', name: 'Kasa', connection, codePageNumber: 61, ...tuned })
      expect(printerInputOf(draftOfPrinter({ id: 'x', ...settings }))).toEqual(settings)
      expect(placeOfPrinter(settings)).not.toBe('')
    }
  })

  it('is not known to confirm any more once it may be another one', () => {
    const draft = { ...newPrinterDraft, host: '10.0.0.9', confirms: 'ids' } as const
    expect(changeDraft(draft, { host: '10.0.0.8' }).confirms).toBe('unknown')
    expect(changeDraft(draft, { kind: 'cups' }).confirms).toBe('unknown')
    expect(changeDraft(draft, { name: 'Bar', host: '10.0.0.9' }).confirms).toBe('ids')
  })
})

describe('a fault of one field', () => {
  const problem = { code: 'invalidRequest', field: { path: 'source.baseUrl', code: 'hostNotAllowed' } } as const

  it('belongs to the last part of its path', () => {
    expect(fieldFault(problem, 'baseUrl')?.code).toBe('hostNotAllowed')
    expect(fieldFault(problem, 'name')).toBeNull()
    expect(fieldFault({ code: 'conflict' }, 'baseUrl')).toBeNull()
  })
})
