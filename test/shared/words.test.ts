import { describe, expect, it } from 'vitest'
import { fillWords, resources } from '../../src/shared/words/index.ts'
import { jobKinds, jobStates } from '../../src/shared/model/printJob.ts'
import { orderChecks } from '../../src/shared/model/orderChecks.ts'
import { orderPhases, orderTypes } from '../../src/shared/model/order.ts'
import { fieldCodes } from '../../src/shared/contract/fieldFault.ts'
import { errorCodes } from '../../src/shared/contract/problems.ts'
import { languages } from '../../src/shared/settings/settings.ts'

type Tree = { readonly [key: string]: string | Tree }

function flatten(tree: Tree, path = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [name, value] of Object.entries(tree)) {
    const here = path === '' ? name : `${path}.${name}`
    if (typeof value === 'string') flat.set(here, value)
    else for (const [key, text] of flatten(value, here)) flat.set(key, text)
  }
  return flat
}

const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted()
const turkish = flatten(resources.tr)
const english = flatten(resources.en)

describe('the words', () => {
  it('have the same keys in both languages', () => {
    const singular = [...english.keys()].filter((key) => key.endsWith('_one'))
    expect([...english.keys()].filter((key) => !singular.includes(key)).toSorted()).toEqual(
      [...turkish.keys()].toSorted(),
    )
    // Turkish counts in the singular: only English has a form of its own for one. A sentence beside one that counts has it too.
    const isCounted = (key: string): boolean => placeholders(english.get(key.slice(0, -4)) ?? '').includes('{{count}}')
    const parentOf = (key: string): string => key.slice(0, key.lastIndexOf('.'))
    for (const key of singular)
      expect(singular.filter((other) => parentOf(other) === parentOf(key)).some(isCounted), key).toBe(true)
  })

  it('have a form for one in English wherever a number counts a noun that stands in the plural', () => {
    const counted = /\{\{count\}\} (new |remote |unreadable )?[a-z]{2,}s\b/
    // Never one: what is always several, and what is written otherwise where it is one.
    const isOfSeveral = (key: string): boolean =>
      key.endsWith('.many') ||
      ['notice.grouped.title', 'journal.oldest', 'settings.printer.modelColumns', 'ledger.at.changedTimes'].includes(
        key,
      )
    const lacking = [...english]
      .filter(([key, text]) => counted.test(text) && !key.endsWith('_one') && !isOfSeveral(key))
      .map(([key]) => key)
      .filter((key) => !english.has(`${key}_one`))
    expect(lacking).toEqual([])
  })

  it('have the same placeholders in both languages', () => {
    for (const [key, text] of turkish)
      expect([key, placeholders(english.get(key) ?? '')]).toEqual([key, placeholders(text)])
  })

  it('are never blank and never carry markup', () => {
    for (const [key, text] of [...turkish, ...english]) {
      expect(text.trim(), key).not.toBe('')
      expect(text, key).not.toMatch(/[<>]/)
    }
  })

  it('call what orders come from by one word', () => {
    const others: readonly (readonly [Map<string, string>, RegExp])[] = [
      [turkish, /satıcı|sistem(de|den|e|i)?\b/iu],
      [english, /\bvendors?\b|\bsystem\b/iu],
    ]
    // The computer's own: the theme that it has, its queues and its safe for keys.
    const isOfTheComputer = (key: string): boolean =>
      key === 'settings.general.themes.system' || /ystemPrint|printer|systemd/i.test(key)
    for (const [words, other] of others)
      for (const [key, text] of words)
        if (!isOfTheComputer(key)) expect(text.replaceAll(/\{\{\w+\}\}/g, ''), key).not.toMatch(other)
  })

  describe.each(languages)('in %s', (language) => {
    const words = resources[language]

    it.each(errorCodes)('say of %s what happened, what still works and what to do', (code) => {
      const error = words.error[code]
      for (const sentence of [error.what, error.works, error.do]) {
        expect(sentence).toMatch(/[.?”]$/)
        // The only thing a fault may name; whatever else the core sends along is not for the words.
        expect(placeholders(sentence).filter((name) => name !== '{{file}}' && name !== '{{count}}')).toEqual([])
      }
    })

    it.each(fieldCodes)('say what is wrong with a field: %s', (code) => {
      expect(words.fieldFault[code]).toBeTruthy()
      expect(placeholders(words.fieldFault[code]).filter((name) => !['{{limit}}', '{{name}}'].includes(name))).toEqual(
        [],
      )
    })

    it('name every state a card or a slip can be in', () => {
      for (const state of jobStates) expect(words.job.state[state]).toBeTruthy()
      for (const kind of jobKinds) expect(words.job.kind[kind]).toBeTruthy()
      for (const type of orderTypes) expect(words.type[type]).toBeTruthy()
      for (const phase of orderPhases) expect(words.phase[phase]).toBeTruthy()
      for (const check of orderChecks) expect(words.check[check]).toBeTruthy()
    })
  })

  it('have no error that no code leads to', () => {
    expect(Object.keys(resources.tr.fieldFault).toSorted()).toEqual([...fieldCodes].toSorted())
    expect(Object.keys(resources.tr.error).toSorted()).toEqual([...errorCodes].toSorted())
  })
})

describe('fillWords', () => {
  it('fills what it is given and leaves the rest visible', () => {
    expect(fillWords('{{count}} yeni, {{other}}', { count: 0 })).toBe('0 yeni, {{other}}')
  })
})
