import { fileURLToPath } from 'node:url'

/** The repository's root, with a trailing separator. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** An absolute path from one relative to the repository's root, with forward slashes. */
export const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))
