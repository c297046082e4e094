import { describe, expect, it } from 'vitest'
import { fieldMessage } from '../../src/renderer/settings/Field.tsx'
import { newPrinterDraft, printerInputOf } from '../../src/renderer/settings/printerDraft.ts'
import { draftOfSource, newSourceDraft, sourceInputOf, withKind } from '../../src/renderer/settings/sourceDraft.ts'
import { requests } from '../../src/shared/contract.ts'
import { moda } from './fixtures.ts'

describe('a source in the form', () => {
  it('leaves stored keys out of what is sent, and sends a replaced one', () => {
    const draft = draftOfSource(moda())
    expect(sourceInputOf(draft)).not.toHaveProperty('apiKey')
    expect(sourceInputOf(draft)).not.toHaveProperty('apiSecret')
    expect(sourceInputOf({ ...draft, apiKey: ' new.key ' }).apiKey).toBe('new.key')
  })

  it('takes the other vendor’s address and pace along, but never what a person wrote', () => {
    const draft = newSourceDraft('restomenum')
    expect(withKind(draft, 'adisyo')).toMatchObject({ baseUrl: 'https://ext.adisyo.com/api/External/v2', pollSeconds: '26' })
    const own = { ...draft, baseUrl: 'http://127.0.0.1:9001' }
    expect(withKind(own, 'adisyo').baseUrl).toBe('http://127.0.0.1:9001')
  })

  it('is in the contract’s shape', () => {
    const source = sourceInputOf({ ...newSourceDraft('adisyo'), name: 'Moda', apiKey: 'k', apiSecret: 's', consumer: 'Tezgah' })
    expect(requests['source.save'].input.safeParse({ id: null, source }).success).toBe(true)
  })
})

describe('a printer in the form', () => {
  const input = (part: object) =>
    requests['printer.save'].input.safeParse({ id: null, printer: printerInputOf({ ...newPrinterDraft, name: 'Kasa', host: '10.0.0.9', ...part }) })

  it('is in the contract’s shape', () => expect(input({}).success).toBe(true))

  it.each([{ port: 'abc' }, { port: '' }, { feedLines: '99' }, { codePageNumber: '1,5' }])('is refused with %o', (part) => {
    expect(input(part).success).toBe(false)
  })
})

describe('a fault of one field', () => {
  const problem = { code: 'invalidRequest', params: { field: 'source.baseUrl', message: 'must be https' } } as const

  it('belongs to the last part of its path', () => {
    expect(fieldMessage(problem, 'baseUrl')).toBe('must be https')
    expect(fieldMessage(problem, 'name')).toBeNull()
    expect(fieldMessage({ code: 'conflict' }, 'baseUrl')).toBeNull()
  })
})
