import { describe, expect, test } from 'vitest'
import type { Attention } from '../../src/core/host.ts'
import { toolTip, trayIcon, trayMenu } from '../../src/main/tray.ts'
import { wordsOf } from '../../src/main/words.ts'

const attention = (given: Partial<Attention> = {}): Attention => ({
  unacknowledgedCount: 0,
  hasAlarm: false,
  unheard: [],
  openCount: 0,
  waitingSlipCount: 0,
  ...given,
})

describe('the tray menu', () => {
  const actions = { open: () => undefined, showBoard: () => undefined, quit: () => undefined }
  const said = (given: Attention): unknown[] =>
    trayMenu(given, wordsOf('tr'), actions).map((item) => [
      item.id ?? item.type,
      item.label ?? '',
      item.enabled ?? true,
    ])

  test('of a quiet shop', () =>
    expect(said(attention({ openCount: 12 }))).toEqual([
      ['open', "Tezgah'ı aç", true],
      ['separator', '', true],
      ['count', 'Tezgah · 12 açık sipariş', false],
      ['unseen', 'Görülmeyenleri göster', false],
      ['separator', '', true],
      ['quit', 'Çık', true],
    ]))

  test('of a shop that waits for somebody', () =>
    expect(said(attention({ unacknowledgedCount: 2, openCount: 12, hasAlarm: true }))).toEqual([
      ['open', "Tezgah'ı aç", true],
      ['separator', '', true],
      ['count', 'Tezgah · 2 sipariş görülmedi', false],
      ['alarm', 'Tezgah · dikkat isteyen bir sorun var', true],
      ['unseen', 'Görülmeyenleri göster', true],
      ['separator', '', true],
      ['quit', 'Çık', true],
    ]))
})

test.each([
  [{ openCount: 12 }, 'calm'],
  [{ unacknowledgedCount: 1 }, 'alert'],
  [{ hasAlarm: true, unacknowledgedCount: 1 }, 'alarm'],
  [{ unheard: ['Moda'] }, 'alarm'],
] satisfies [Partial<Attention>, string][])('its icon of %j is %s', (given, icon) =>
  expect(trayIcon(attention(given))).toBe(icon),
)

describe('what the tray says under the pointer', () => {
  const said = (given: Partial<Attention>): string => toolTip(attention(given), wordsOf('tr'))

  test.each([
    [{}, 'Tezgah · 0 açık sipariş'],
    [{ openCount: 12 }, 'Tezgah · 12 açık sipariş'],
    [{ openCount: 12, unacknowledgedCount: 2 }, 'Tezgah · 2 sipariş görülmedi'],
    [{ openCount: 12, unacknowledgedCount: 2, hasAlarm: true }, 'Tezgah · dikkat isteyen bir sorun var'],
    [{ unacknowledgedCount: 2, hasAlarm: true, unheard: ['Moda', 'Kadıköy'] }, 'Tezgah · duyulmuyor: Moda, Kadıköy'],
  ] satisfies [Partial<Attention>, string][])('of %j', (given, words) => expect(said(given)).toBe(words))

  test('in the language of the screen', () =>
    expect(toolTip(attention({ openCount: 12 }), wordsOf('en'))).not.toContain('sipariş'))
})
