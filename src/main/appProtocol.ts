import { readFile } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import { screenFileType, screenHeaders } from '../system/screenResponse.ts'

/** Our own pages come from here: a standard, secure scheme of our own, so that a strict policy can name 'self'. */
export const APP_SCHEME = 'app'
const APP_ORIGIN = 'app://tezgah'
const APP_URL = `${APP_ORIGIN}/index.html`

/** Where the screen is loaded from. In development electron-vite serves it; a packaged app ignores the environment. */
export function screenUrl(isPackaged: boolean, developmentUrl: string | undefined): string {
  return !isPackaged && developmentUrl !== undefined && URL.canParse(developmentUrl) ? developmentUrl : APP_URL
}

/** Node gives 'null' as the origin of schemes it does not know, so ours is put together by hand. */
export function originOf(url: string): string | null {
  const parsed = URL.parse(url)
  if (parsed === null) return null
  return parsed.protocol === `${APP_SCHEME}:` ? `${APP_SCHEME}://${parsed.host}` : parsed.origin
}

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
    const type = path === null ? null : screenFileType(path)
    if (path === null || type === null) return refused(404)
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
  ...screenHeaders,
  'content-type': type,
  'accept-ranges': 'bytes',
})

const refused = (status: number): Response => new Response(null, { status, headers: screenHeaders })

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
