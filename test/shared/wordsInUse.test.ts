import { describe, expect, it } from 'vitest'
import { resources } from '../../src/shared/words/index.ts'
import { read, readSources, type Sources } from './wordsInUse.ts'

const sources = await readSources()

/** Parts of the catalogue that are handed on whole and taken by name: on paper, in notices, in the tray, by the doors. */
const takenByName = new Set([
  'slip',
  'reportSlip',
  'notice',
  'tray',
  'dialog',
  'start',
  'browserDoor',
  'provisionFile',
  'proof',
  'webhook',
])

function* keysOf(tree: object, path = ''): Generator<string> {
  for (const [name, value] of Object.entries(tree)) {
    const here = path === '' ? name : `${path}.${name}`
    if (typeof value === 'string') yield here
    else yield* keysOf(value, here)
  }
}

const isUsed = (key: string): boolean => {
  const [part = '', ...rest] = key.split('.')
  // The installer's script is made of all of them.
  if (part === 'installer') return true
  if (sources.texts.has(key) || sources.patterns.some((pattern) => pattern.test(key))) return true
  const isNamed = (name = ''): boolean => sources.names.has(name) || sources.texts.has(name)
  return takenByName.has(part) && (isNamed(rest.at(-1)) || isNamed(rest.at(-2)))
}

describe('the catalogue', () => {
  it('has every word that the screen shows: none stands in the code', () => {
    expect(sources.loose).toEqual([])
  })

  it('has no word that nobody uses', () => {
    expect([...keysOf(resources.tr)].filter((key) => !isUsed(key))).toEqual([])
  })

  it('would be told of words in the code', () => {
    const found: Sources = { loose: [], texts: new Set(), patterns: [], names: new Set() }
    read(
      found,
      'a.tsx',
      `export const A = () => <p title="Kapat">Merhaba {'iyi günler'} {t('action.close')} ×%{80}</p>`,
    )
    expect(found.loose.toSorted()).toEqual(['a.tsx: Kapat', 'a.tsx: Merhaba', 'a.tsx: iyi günler', 'a.tsx: ×%'])
    expect(found.texts.has('action.close')).toBe(true)
  })
})
