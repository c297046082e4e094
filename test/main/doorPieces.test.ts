import { EventEmitter } from 'node:events'
import type { Notification, NotificationConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import type { Attention, Notice } from '../../src/core/host.ts'
import { desktopEntry } from '../../src/main/autostart.ts'
import { readCommandLine } from '../../src/main/commandLine.ts'
import { isAllowedExternal } from '../../src/main/externalLinks.ts'
import { createNotifier } from '../../src/main/notifier.ts'
import { originOf, screenUrl } from '../../src/main/origin.ts'
import { trayMenu } from '../../src/main/trayView.ts'
import { wordsOf } from '../../src/main/words.ts'

const attention = (given: Partial<Attention> = {}): Attention => ({
  unacknowledgedCount: 0,
  hasAlarm: false,
  openCount: 0,
  waitingSlipCount: 0,
  ...given,
})

test.each([
  [['.', '--data-dir', 'd', '--provision=p'], { dataDir: 'd', provisionFile: 'p', isSecondAttempt: false }],
  [
    ['--no-sandbox', '--inspect=0', '--remote-debugging-port=0', 'out/main/index.js'],
    { dataDir: null, provisionFile: null, isSecondAttempt: false },
  ],
  [
    ['--allow-file-access-from-files', '--data-dir=', '--provision'],
    { dataDir: null, provisionFile: null, isSecondAttempt: false },
  ],
  [['--second-attempt', '--squirrel-firstrun'], { dataDir: null, provisionFile: null, isSecondAttempt: true }],
])('the command line %j', (args, expected) => expect(readCommandLine(args)).toEqual(expected))

test.each(['https://maps.google.com/?q=41,29', 'tel:+905320000000', 'tel:0216%20000%2000%2000'])(
  '%s may leave the app',
  (url) => expect(isAllowedExternal(url)).toBe(true),
)
test.each([
  'http://example.com',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://host/share',
  'ms-msdt:/id',
  'https://user:pass@host/',
  'tel:',
  'tel:*21*0532%23',
  'tel:%E0%A4',
  'app://tezgah/',
  '',
])('%s may not', (url) => expect(isAllowedExternal(url)).toBe(false))

test('the screen comes from our scheme; only an unpackaged app listens to its environment', () => {
  expect(screenUrl(true, 'http://localhost:5173')).toBe('app://tezgah/index.html')
  expect(screenUrl(false, 'http://localhost:5173')).toBe('http://localhost:5173')
  expect(screenUrl(false, undefined)).toBe('app://tezgah/index.html')
  expect([originOf('app://tezgah/x'), originOf('http://localhost:5173/'), originOf('nonsense')]).toEqual([
    'app://tezgah',
    'http://localhost:5173',
    null,
  ])
})

describe('the tray menu', () => {
  const actions = { open: () => undefined, acknowledgeAll: () => undefined, quit: () => undefined }
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
      ['seenAll', 'Hepsi görüldü', false],
      ['separator', '', true],
      ['quit', 'Çık', true],
    ]))

  test('of a shop that waits for somebody', () =>
    expect(said(attention({ unacknowledgedCount: 2, openCount: 12, hasAlarm: true }))).toEqual([
      ['open', "Tezgah'ı aç", true],
      ['separator', '', true],
      ['count', 'Tezgah · 2 sipariş görülmedi', false],
      ['alarm', 'Tezgah · dikkat isteyen bir sorun var', true],
      ['seenAll', 'Hepsi görüldü', true],
      ['separator', '', true],
      ['quit', 'Çık', true],
    ]))
})

describe('notifications', () => {
  class Shown extends EventEmitter {
    isOpen = false
    readonly options: NotificationConstructorOptions
    constructor(options: NotificationConstructorOptions) {
      super()
      this.options = options
    }
    show(): void {
      this.isOpen = true
    }
    close(): void {
      this.isOpen = false
    }
  }
  const notice = (tag: string, orderKey: string | null = null): Notice => ({
    tag,
    title: tag,
    body: '',
    urgency: 'critical',
    orderKey,
    language: 'tr',
  })
  function start(isSupported = true) {
    const shown: Shown[] = []
    const clicked: (string | null)[] = []
    const create = (options: NotificationConstructorOptions): Notification => {
      shown.push(new Shown(options))
      return shown.at(-1) as unknown as Notification
    }
    const notify = createNotifier({
      isSupported: () => isSupported,
      create,
      icon: 'i',
      onClick: (key) => clicked.push(key),
      log: () => undefined,
    })
    return { notify, shown, clicked }
  }

  test('a click brings its own order, also long after it was closed', () => {
    const { notify, shown, clicked } = start()
    notify(notice('a', 'order:a'))
    notify(notice('b'))
    shown[0]?.emit('close')
    shown[1]?.emit('click')
    shown[0]?.emit('click')
    expect(clicked).toEqual([null, 'order:a'])
  })

  test('the same tag replaces the one before', () => {
    const { notify, shown } = start()
    notify(notice('a'))
    notify(notice('a'))
    expect(shown.map((one) => one.isOpen)).toEqual([false, true])
  })

  test('they are silent, because the app sounds by itself, and critical ones stay', () => {
    const { notify, shown } = start()
    notify(notice('a'))
    expect(shown[0]?.options).toMatchObject({ silent: true, timeoutType: 'never' })
  })

  test('a system without notifications, or one that throws, is no reason to fail', () => {
    const { notify, shown } = start(false)
    notify(notice('a'))
    expect(shown).toEqual([])
    const throwing = () => {
      throw new Error('no service')
    }
    createNotifier({
      isSupported: () => true,
      create: throwing,
      icon: '',
      onClick: () => undefined,
      log: () => undefined,
    })(notice('a'))
  })
})

test('the autostart entry quotes a path as the specification says', () => {
  expect(desktopEntry('/opt/Tez gah/100%/a"b$c')).toContain(String.raw`Exec="/opt/Tez gah/100%%/a\\"b\\$c"`)
})
