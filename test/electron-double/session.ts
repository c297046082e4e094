import { EventEmitter } from 'node:events'
import type { Session, WebContents } from 'electron'
import { chromium } from './app.ts'
import { toChromium } from './origins.ts'
import { strict } from './strict.ts'

type Check = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>
type Ask = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>
type Part = Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>

/** Electron's names and Chromium's. */
const permissions = {
  notifications: 'notifications',
  geolocation: 'geolocation',
  media: 'camera',
  midi: 'midi',
} as const

let check: Check | null = null
let ask: Ask | null = null

class DoubleSession extends EventEmitter implements Part {
  setPermissionRequestHandler(handler: Ask | null): void {
    ask = handler
  }

  setPermissionCheckHandler(handler: Check | null): void {
    check = handler
  }

  setDevicePermissionHandler(): void {
    // There are no devices here; the call is known so that the app can make it.
  }
}

export const defaultSession = strict('session', new DoubleSession())
/** A partition of its own: a place for what is not the pages'. */
export const session = strict('session', {
  defaultSession,
  fromPartition: (name: string) => strict(`session ${name}`, { partition: name }),
})

/**
 * Chromium has to be told beforehand what Electron asks about when it happens. Without handlers everything is granted,
 * as in Electron, so that forgetting them shows.
 */
export async function applyPermissions(contents: WebContents, url: string): Promise<void> {
  const origin = URL.parse(toChromium(url))?.origin
  if (origin === undefined || origin === 'null') return
  for (const [name, chromiumName] of Object.entries(permissions)) {
    const isGranted = isAllowed(contents, name as Parameters<Ask>[1], url)
    const setting = isGranted ? 'granted' : 'denied'
    await chromium().send('Browser.setPermission', { permission: { name: chromiumName }, setting, origin })
  }
}

function isAllowed(contents: WebContents, name: Parameters<Ask>[1], url: string): boolean {
  const isChecked =
    check === null || check(contents, name as Parameters<Check>[1], url, { isMainFrame: true, requestingUrl: url })
  if (!isChecked || ask === null) return isChecked
  let answer = false
  ask(contents, name, (granted) => (answer = granted), { isMainFrame: true, requestingUrl: url })
  return answer
}
