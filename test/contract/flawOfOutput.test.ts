import { expect, test } from 'vitest'
import { z } from 'zod'
import { flawOfOutput } from './flawOfOutput.ts'

const schema = z.object({ jobs: z.array(z.object({ id: z.number(), note: z.string().nullable().optional() })) })

test.each([
  ['less than the contract says', { jobs: [{}] }],
  ['something else', { jobs: [{ id: '1' }] }],
  ['more, however deep', { jobs: [{ id: 1, apiKey: 'x' }] }],
  ['what JSON loses', { jobs: [{ id: 1, note: undefined }] }],
])('%s is a flaw', (_, value) => {
  expect(flawOfOutput(schema, value)).toEqual(expect.any(String))
})

test('what the contract says is none', () => {
  expect(flawOfOutput(schema, { jobs: [{ id: 1 }, { id: 2, note: null }] })).toBeNull()
})
