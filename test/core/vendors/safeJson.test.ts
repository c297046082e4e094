import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseSafeJson } from '../../../src/core/vendors/http/safeJson.ts'

const MAX_DEPTH = 32

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

/** Integers that a double cannot hold keep their digits as text; everything else is as JSON.parse has it. */
const expected = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown) =>
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) && !/e/.test(String(value))
      ? String(value)
      : value,
  )

it('reads what JSON.parse reads, but for integers beyond 2^53', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 40 }), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      expect(parseSafeJson(text, MAX_DEPTH)).toEqual(
        depthOf(value) > MAX_DEPTH ? { ok: false, code: 'tooDeep' } : { ok: true, value: expected(text) },
      )
    }),
  )
})

it('refuses what JSON.parse refuses, and never throws', () => {
  const piece = fc.constantFrom(
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '-',
    '9007199254740993',
    '1',
    'e',
    '.',
    ' ',
    'null',
    '"a"',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      const isJson = parses(text)
      expect(parseSafeJson(text, MAX_DEPTH).ok).toBe(isJson)
    }),
    { numRuns: 2_000 },
  )
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

it('keeps every digit of every whole number, wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
      fc.string().filter((text) => text !== 'after'),
      (number, text) => {
        const read = parseSafeJson(`{ ${JSON.stringify(text)}: [ ${number} ], "after": "${number}" }`, MAX_DEPTH)
        const value = read.ok ? (read.value as Record<string, unknown>) : {}
        expect(String((value[text] as unknown[])[0])).toBe(String(number))
        expect(value['after']).toBe(String(number))
      },
    ),
  )
})

it('leaves decimals, exponents and texts alone', () => {
  const text = '{"a":9007199254740993.5,"b":9007199254740993e2,"c":"\\"9007199254740993","d":9007199254740991}'
  expect(parseSafeJson(text, MAX_DEPTH)).toEqual({ ok: true, value: JSON.parse(text) })
})
