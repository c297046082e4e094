import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { APP_ORIGIN, originOf } from './origin.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.json': 'application/json; charset=utf-8',
}

/** Only what the screen uses; `connect-src` is for fetching its own sounds. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export type AppRequest = Pick<Request, 'url' | 'method'> & { headers?: Pick<Headers, 'get'> }

/**
 * Answers `app://tezgah/<path>` from one folder. Only known file types under that folder exist; everything else,
 * including every way of climbing out of it, is 404.
 * @param folder the built renderer.
 */
export function createAppProtocol(folder: string): (request: AppRequest) => Promise<Response> {
  const root = normalize(folder + sep)
  return async (request) => {
    const path = pathInside(root, request.url)
    const type = path === null ? undefined : types[extname(path).toLowerCase()]
    if (path === null || type === undefined) return refused(404)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refused(405)
    try {
      const body = new Uint8Array(await readFile(path))
      if (request.method === 'HEAD') return new Response(null, { headers: headersOf(type) })
      return partOf(body, type, request.headers?.get('range') ?? null)
    } catch {
      return refused(404)
    }
  }
}

/** A sound that plays in a loop goes back to its beginning, which Chromium does by asking for a range. */
function partOf(body: Uint8Array<ArrayBuffer>, type: string, range: string | null): Response {
  const [, from = '', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
  if (from === '') return new Response(body, { headers: headersOf(type) })
  const first = Number(from)
  const last = Math.min(to === '' ? Infinity : Number(to), body.length - 1)
  if (first > last) return refused(416)
  const headers = { ...headersOf(type), 'content-range': `bytes ${first}-${last}/${body.length}` }
  return new Response(body.subarray(first, last + 1), { status: 206, headers })
}

const headersOf = (type: string): Record<string, string> => ({
  'content-type': type,
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'accept-ranges': 'bytes',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
})

const refused = (status: number): Response =>
  new Response(null, { status, headers: { 'content-security-policy': contentSecurityPolicy } })

function pathInside(root: string, url: string): string | null {
  const parsed = URL.parse(url)
  if (parsed === null || originOf(url) !== APP_ORIGIN) return null
  let decoded: string
  try {
    decoded = decodeURIComponent(parsed.pathname)
  } catch {
    return null
  }
  // A NUL, a backslash or a drive letter has no business in our addresses, on any system.
  if (/[\0\\:]/.test(decoded)) return null
  const path = join(root, decoded)
  return path.startsWith(root) ? path : null
}
