import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { findInGuide, guideSections } from '../../src/renderer/help/guide.ts'

const read = (name: string): Promise<string> => readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8')
const [turkish, english] = await Promise.all([read('kullanim.md'), read('guide.md')])

describe('the guide', () => {
  it('is a list of chapters, as many in one language as in the other', () => {
    const titles = guideSections(turkish).map(({ title }) => title)
    expect(titles.slice(0, 3)).toEqual(['Tezgah kullanım kılavuzu', 'İlk açılış', 'Pano'])
    expect(guideSections(english)).toHaveLength(titles.length)
    for (const { title, body } of [...guideSections(turkish), ...guideSections(english)])
      expect([title, body.length > 40]).toEqual([title, true])
  })

  it('is found however a word is typed, chapters of that name first', () => {
    const found = findInGuide(guideSections(turkish), 'GIZLILIK')
    expect(found[0]?.title).toBe('Gizlilik')
    expect(findInGuide(guideSections(turkish), 'tahsil kesin')).toHaveLength(1)
    expect(findInGuide(guideSections(turkish), 'ejderha')).toEqual([])
    expect(findInGuide(guideSections(turkish), '  ')).toHaveLength(guideSections(turkish).length)
  })
})
