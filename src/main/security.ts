import { app, session, shell, type Event, type WebContents } from 'electron'
import type { LogEntry } from '../core/host.ts'
import { originOf } from './appProtocol.ts'

/**
 * Electron approves permissions and follows navigations unless told otherwise: here everything is refused. A link the
 * page wants in a new window goes to the system's browser or phone if it is on the allow-list, and nowhere else. Call
 * after ready.
 *
 * @param origin the only one a page may be of
 */
export function lockDown(origin: string, log: (entry: LogEntry) => void): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.setDevicePermissionHandler(() => false)
  // The page's own tables alone, which it has made itself; where they go, the person is asked.
  defaultSession.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${origin}/`)) event.preventDefault()
  })

  const stay = (event: Pick<Event, 'preventDefault'>, url: string): void => {
    if (originOf(url) === origin) return
    event.preventDefault()
    log({ level: 'warn', what: 'security.navigationRefused', data: { scheme: URL.parse(url)?.protocol ?? '' } })
  }
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event) => stay(event, event.url))
    contents.on('will-redirect', (event) => stay(event, event.url))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (isAllowedExternal(url))
        void shell.openExternal(url).catch(() => log({ level: 'warn', what: 'security.notOpened' }))
      return { action: 'deny' }
    })
  })
}

/** What may be handed to the system: a web page over https (a map) or a telephone number. Never file:, smb:, ms-*: …. */
export function isAllowedExternal(url: string): boolean {
  const parsed = URL.parse(url)
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false
  if (parsed.protocol === 'https:') return parsed.hostname !== ''
  return parsed.protocol === 'tel:' && /^\+?[0-9() -]{3,24}$/.test(parsed.pathname.replaceAll('%20', ' '))
}

/** Shows the screen of this computer's browser door in the system's browser; no other address is opened. */
export async function openBrowserDoor(address: string): Promise<void> {
  const parsed = URL.parse(address)
  if (parsed?.protocol === 'http:' && parsed.hostname === '127.0.0.1') await shell.openExternal(address)
}
