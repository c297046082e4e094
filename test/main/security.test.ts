import { EventEmitter } from 'node:events'
import { app, session, shell, type WebContents, type WindowOpenHandlerResponse } from 'electron'
import { afterEach, expect, test, vi } from 'vitest'
import { isAllowedExternal, lockDown, openBrowserDoor } from '../../src/main/security.ts'

/** Locks down the double's app and session, and a page's contents as far as what is refused goes through them. */
function locked() {
  const { defaultSession } = session
  const asked = vi.spyOn(defaultSession, 'setPermissionRequestHandler')
  const checked = vi.spyOn(defaultSession, 'setPermissionCheckHandler')
  const devices = vi.spyOn(defaultSession, 'setDevicePermissionHandler')
  lockDown('app://tezgah', () => undefined)
  let openHandler: (details: { url: string }) => WindowOpenHandlerResponse = () => ({ action: 'allow' })
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: typeof openHandler) => {
      openHandler = handler
    },
  })
  app.emit('web-contents-created', {}, contents as unknown as WebContents)
  const isPrevented = (emitter: Pick<EventEmitter, 'emit'>, name: string, url = ''): boolean => {
    let prevented = false
    emitter.emit(name, { url, preventDefault: () => (prevented = true) }, { getURL: () => url })
    return prevented
  }
  const handlers = {
    asked: asked.mock.lastCall?.[0],
    checked: checked.mock.lastCall?.[0],
    devices: devices.mock.lastCall?.[0],
  }
  return { handlers, contents, session: defaultSession, isPrevented, open: (url: string) => openHandler({ url }) }
}
const opened = (): string[] => {
  const urls: string[] = []
  vi.spyOn(shell, 'openExternal').mockImplementation(async (url) => void urls.push(url))
  return urls
}
afterEach(() => {
  vi.restoreAllMocks()
  app.removeAllListeners('web-contents-created')
  session.defaultSession.removeAllListeners('will-download')
})

test('every permission is refused, asked for, checked or of a device', () => {
  const { handlers } = locked()
  const answers: unknown[] = []
  const contents = {} as WebContents
  handlers.asked?.(contents, 'media', (granted) => answers.push(granted), { isMainFrame: true, requestingUrl: '' })
  answers.push(handlers.checked?.(contents, 'geolocation', 'app://tezgah', { isMainFrame: true, requestingUrl: '' }))
  answers.push(handlers.devices?.({ deviceType: 'usb', origin: 'app://tezgah', device: {} as never }))
  expect(answers).toEqual([false, false, false])
})

test.each([
  'https://example.com/',
  'file:///etc/passwd',
  'data:text/html,x',
  'app://tezgah.evil/',
  'app://other/',
  'about:blank',
])('nothing leads to %s', (url) => {
  const { contents, isPrevented } = locked()
  expect([isPrevented(contents, 'will-navigate', url), isPrevented(contents, 'will-redirect', url)]).toEqual([
    true,
    true,
  ])
})

test('the screen may move within itself', () => {
  const { contents, isPrevented } = locked()
  expect(isPrevented(contents, 'will-navigate', 'app://tezgah/index.html#x')).toBe(false)
})

test('no webview, no download, no window; only an allowed address goes to the system', () => {
  const { contents, session: used, isPrevented, open } = locked()
  const urls = opened()
  const download = (url: string): boolean => isPrevented(used, 'will-download', url)
  expect([isPrevented(contents, 'will-attach-webview'), download('https://evil.example/a.exe')]).toEqual([true, true])
  expect([download('blob:https://evil.example/1'), download('app://tezgah/icon.svg')]).toEqual([true, true])
  // What the page has made itself: the person is asked where it goes.
  expect(download('blob:app://tezgah/1')).toBe(false)
  expect([open('https://maps.example/'), open('smb://host/share')]).toEqual([{ action: 'deny' }, { action: 'deny' }])
  expect(urls).toEqual(['https://maps.example/'])
})

test('of the browser door only an address of this computer is opened', async () => {
  const urls = opened()
  for (const url of ['http://127.0.0.1:4780/#t', 'http://127.0.0.1.evil.example/', 'file:///etc/passwd', 'nonsense'])
    await openBrowserDoor(url)
  expect(urls).toEqual(['http://127.0.0.1:4780/#t'])
})

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
