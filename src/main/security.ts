import type { App, Event, Session, WebContents } from 'electron'
import type { LogEntry } from '../core/host.ts'
import { originOf } from './origin.ts'

export interface SecurityOptions {
  app: Pick<App, 'on'>
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'on'
  >
  /** Opens an allowed address outside of the app; false when it is not allowed. */
  openExternal: (url: string) => Promise<boolean>
  /** The only origin a page may be of. */
  origin: string
  log: (entry: LogEntry) => void
}

/**
 * Electron approves permissions and follows navigations unless told otherwise: here everything is refused. A link the
 * page wants in a new window goes to the system's browser or phone if it is on the allow-list, and nowhere else.
 */
export function lockDown({ app, session, openExternal, origin, log }: SecurityOptions): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())

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
      void openExternal(url).catch(() => log({ level: 'warn', what: 'security.notOpened' }))
      return { action: 'deny' }
    })
  })
}
