import { screenHeaders } from '../system/screenResponse.ts'

/**
 * Who may speak to this server at all, before any session is looked at. A hostile page in the same browser can send
 * requests here (and, after rebinding its name to 127.0.0.1, even read answers), but it cannot choose these headers.
 */
export interface Asked {
  method: string
  host: string | undefined
  origin: string | undefined
  fetchSite: string | undefined
  fetchDest: string | undefined
}

export type Refusal = 'wrongHost' | 'wrongOrigin' | 'otherSite'

/** @param port the one this server listens on. @returns null when the request may go on. */
export function refusalOf(asked: Asked, port: number): Refusal | null {
  const authority = `127.0.0.1:${port}`
  // Exact: a rebound name arrives with that name here.
  if (asked.host !== authority) return 'wrongHost'
  const isReading = asked.method === 'GET' || asked.method === 'HEAD'
  // Browsers put an Origin on every POST, and on no same-origin GET.
  if (asked.origin === undefined ? !isReading : asked.origin !== `http://${authority}`) return 'wrongOrigin'
  if (asked.fetchSite === undefined || asked.fetchSite === 'same-origin') return null
  // `none`: typed, bookmarked or opened by the system. A link from elsewhere may open the page, and only the page.
  return isReading && asked.fetchDest === 'document' ? null : 'otherSite'
}

/** On top of what every screen is served with. There is no Access-Control-* header anywhere: no page elsewhere may read. */
export const answerHeaders: Readonly<Record<string, string>> = {
  ...screenHeaders,
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()',
}
