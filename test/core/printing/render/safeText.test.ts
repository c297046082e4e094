import { describe, expect, it } from 'vitest'
import { safeText } from '../../../../src/core/printing/render/safeText.ts'
import { codePages } from '../../../../src/shared/settings/printer.ts'

describe.each(codePages)('safe text for %s', (codePage) => {
  it.each([
    ['₺245,50', 'TL245,50'],
    ['€5', 'EUR5'],
    ['“Özel” – ‘zil’ … •', '"Özel" - \'zil\' ... *'],
    ['s\u0327is\u0327', 'şiş'],
    ['I\u0307stanbul', 'İstanbul'],
    ['i\u0307', 'i'],
    ['Łódź Vařák', 'Lódz Varák'],
    ['ﬁ １２ ™', 'fi 12 TM'],
    ['pizza 🍕👨‍👩‍👧!', 'pizza !'],
    ['\u001b@\u0000\u007f\u009bzil\u0007', '@zil'],
    ['a\u202eb\u202c\u200b\u200d\ufeffc', 'abc'],
    ['\ud83da', 'a'],
    ['Иван Щука 中国', 'Ivan Shchuka ZhongGuo'],
    ['ЩУКА', 'SHCHUKA'],
    ['Γειά محمد', 'Geia mhmd'],
    ['\u{1F3FB}\uE000', '?'],
    ['a\r\nb\u2028c\td', 'a\nb\nc d'],
    ['245,50\u00a0TL', '245,50\u00a0TL'],
    ['a\u2003b', 'a b'],
  ])('%j is printed as %j', (original, printed) => {
    expect(safeText(original, codePage).text).toBe(printed)
  })

  it('leaves Turkish alone and reports nothing of it', () => {
    const text = 'Pijamalı hasta yağız şoföre çabucak güvendi. ÂÎÛ âîû İIıi'
    expect(safeText(text, codePage)).toEqual({ text, replacements: [] })
  })

  it('reports each replacement in its order, and what was left out as empty', () => {
    expect(safeText('₺1 🍕\u0007Ж', codePage).replacements).toEqual([
      { original: '₺', printed: 'TL' },
      { original: '🍕', printed: '' },
      { original: '\u0007', printed: '' },
      { original: 'Ж', printed: 'Zh' },
    ])
  })
})
