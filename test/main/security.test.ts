import { EventEmitter } from 'node:events'
import type { WebContents, WindowOpenHandlerResponse } from 'electron'
import { expect, test } from 'vitest'
import { lockDown, type SecurityOptions } from '../../src/main/security.ts'

/** Electron's session and contents, as far as what is refused goes through them. */
function locked() {
  const app = new EventEmitter()
  const handlers: Record<string, (...args: unknown[]) => unknown> = {}
  const opened: string[] = []
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: never) => (handlers['request'] = handler),
    setPermissionCheckHandler: (handler: never) => (handlers['check'] = handler),
    setDevicePermissionHandler: (handler: never) => (handlers['device'] = handler),
  })
  lockDown({
    app: app as unknown as SecurityOptions['app'],
    session: session as unknown as SecurityOptions['session'],
    openExternal: async (url) => opened.push(url) > 0,
    origin: 'app://tezgah',
    log: () => undefined,
  })
  let openHandler: (details: { url: string }) => WindowOpenHandlerResponse = () => ({ action: 'allow' })
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: typeof openHandler) => {
      openHandler = handler
    },
  })
  app.emit('web-contents-created', {}, contents as unknown as WebContents)
  const isPrevented = (emitter: EventEmitter, name: string, url = ''): boolean => {
    let prevented = false
    emitter.emit(name, { url, preventDefault: () => (prevented = true) })
    return prevented
  }
  return { handlers, contents, session, opened, isPrevented, open: (url: string) => openHandler({ url }) }
}

test('every permission is refused, asked for, checked or of a device', () => {
  const { handlers } = locked()
  const answers: unknown[] = []
  handlers['request']?.({}, 'media', (granted: boolean) => answers.push(granted))
  expect([answers, handlers['check']?.({}, 'geolocation', 'app://tezgah', {}), handlers['device']?.({})]).toEqual([
    [false],
    false,
    false,
  ])
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

test('no webview, no download, no window; only the asked-for address goes to the allow-list', () => {
  const { contents, session, opened, isPrevented, open } = locked()
  expect([isPrevented(contents, 'will-attach-webview'), isPrevented(session, 'will-download')]).toEqual([true, true])
  expect(open('https://maps.example/')).toEqual({ action: 'deny' })
  expect(opened).toEqual(['https://maps.example/'])
})
