import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync, Visitor } from 'oxc-parser'

const src = fileURLToPath(new URL('../../src', import.meta.url))

/** What the sources say, as far as words are concerned. */
export interface Sources {
  /** Text that a person would read though it is in no catalogue: `file: text`. */
  loose: string[]
  /** String literals, and templates as patterns: each `${…}` is any text. */
  texts: Set<string>
  patterns: RegExp[]
  /** Names by which a part of a catalogue is taken: `words.slip.copy`, `const { title } = words`. */
  names: Set<string>
}

/** Attributes whose text is read or heard. */
const readAloud = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'alt',
  'placeholder',
  'label',
])
/** Two letters in a row that are no entity: a word, in any script. A percent sign stands elsewhere in each language. */
const isWord = (text: string): boolean => /\p{L}{2}|%/u.test(text)

/** Words that are the same in every language: names of products and of keys. */
const names = /^(Tezgah|RestoMenum|Adisyo|Enter|Esc)$/

export async function readSources(): Promise<Sources> {
  const sources: Sources = { loose: [], texts: new Set(), patterns: [], names: new Set() }
  const files = await readdir(src, { recursive: true })
  for (const file of files.filter((name) => /\.tsx?$/.test(name) && !name.startsWith('practice')))
    read(sources, file, await readFile(join(src, file), 'utf8'))
  return sources
}

export function read(sources: Sources, file: string, text: string): void {
  const { program } = parseSync(file, text)
  const note = (said: string): void => {
    if (isWord(said) && !names.test(said.trim())) sources.loose.push(`${file}: ${said.trim()}`)
  }
  const visitor = new Visitor({
    JSXText: (node) => note(node.value),
    JSXAttribute: (node) => {
      const name = node.name.type === 'JSXIdentifier' ? node.name.name : ''
      if (readAloud.has(name) && node.value?.type === 'Literal' && typeof node.value.value === 'string')
        note(node.value.value)
    },
    JSXExpressionContainer: ({ expression }) => {
      if (expression.type === 'Literal' && typeof expression.value === 'string' && expression.value.includes(' '))
        note(expression.value)
    },
    Literal: (node) => {
      if (typeof node.value === 'string') sources.texts.add(node.value)
    },
    TemplateLiteral: ({ quasis }) => {
      const parts = quasis.map(({ value }) => value.raw)
      // A key names its part first; what does not begin so is no key.
      if (!/^[a-zA-Z]+\./.test(parts[0] ?? '')) return
      sources.patterns.push(new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('.+')}$`))
    },
    MemberExpression: ({ property }) => {
      if (property.type === 'Identifier') sources.names.add(property.name)
    },
    Property: ({ key }) => {
      if (key.type === 'Identifier') sources.names.add(key.name)
    },
  })
  visitor.visit(program)
}
