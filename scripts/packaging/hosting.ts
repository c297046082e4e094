/** Who hands out these packages: whoever hosts Tezgah sets it in the environment (`docs/release.md`). */
export interface Hosting {
  /** Shown by the system beside the installed app. */
  homepage: string
  /** Written into the deb. */
  email: string
  /** Where new versions are looked for when the settings name no other place: a folder with `latest*.yml`. */
  feed: string
}

/** Names that no name server knows (RFC 2606): a package of nobody's looks for no versions anywhere. */
const nobody: Hosting = {
  homepage: 'https://tezgah.invalid',
  email: 'maintainers@tezgah.invalid',
  feed: 'https://tezgah.invalid/updates',
}

export const hostingOf = (env: NodeJS.ProcessEnv): Hosting => ({
  homepage: setOr(env['TEZGAH_HOMEPAGE'], nobody.homepage),
  email: setOr(env['TEZGAH_EMAIL'], nobody.email),
  feed: setOr(env['TEZGAH_FEED'], nobody.feed),
})

const setOr = (value: string | undefined, otherwise: string): string =>
  value === undefined || value === '' ? otherwise : value
