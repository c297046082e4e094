import { fromRoot } from '../paths.ts'

/** Where packages are prepared; all of it can be made again. */
export const packagingCache = fromRoot('node_modules/.cache/tezgah-packaging')
