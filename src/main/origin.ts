/** Our own pages come from here: a standard, secure scheme of our own, so that a strict policy can name 'self'. */
export const APP_SCHEME = 'app'
export const APP_ORIGIN = 'app://tezgah'
export const APP_URL = `${APP_ORIGIN}/index.html`

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
