import { describe, expect, test } from 'vitest'
import type { Attention } from '../../src/core/host.ts'
import { trayMenu } from '../../src/main/tray.ts'
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
