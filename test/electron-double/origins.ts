/**
 * Chromium without Electron cannot register a scheme, so `app://host/path` is carried as
 * `http://host.app.electron-double.localhost/path`: a secure context too, and no request ever leaves for it.
 */
const SUFFIX = 'electron-double.localhost'

/** @returns the address as Chromium sees it. */
export function toChromium(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url)
  if (match === null || ['http', 'https', 'data', 'about', 'file', 'blob', 'ws', 'wss'].includes(match[1] ?? ''))
    return url
  const path = match[3] === '' ? '/' : (match[3] ?? '/')
  return `http://${match[2]}.${match[1]}.${SUFFIX}${path}`
}

/** @returns the address as the app knows it. */
export function toApp(url: string): string {
  const parsed = URL.parse(url)
  if (parsed === null || !parsed.hostname.endsWith(`.${SUFFIX}`)) return url
  const labels = parsed.hostname.slice(0, -SUFFIX.length - 1).split('.')
  const scheme = labels.pop() ?? ''
  return `${scheme}://${labels.join('.')}${parsed.pathname}${parsed.search}${parsed.hash}`
}

/** What Electron gives as a frame's origin. */
export function appOrigin(url: string): string {
  const known = toApp(url)
  const match = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)/i.exec(known)
  return match === null || /^(about|data|blob):/i.test(known) ? 'null' : (match[1] ?? 'null')
}
