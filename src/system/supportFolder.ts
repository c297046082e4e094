import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import type { Host } from '../core/host.ts'

/** The last part of each log is enough, and can be read by a person. */
const LOG_CHARACTERS = 100_000

/** What both doors offer for the support bundle: their logs, and a zip in `<data folder>/support`. */
export const createSupportFolder = (dataDir: string, nowMs: () => number): NonNullable<Host['support']> => ({
  logs: () =>
    ['tezgah.old.log', 'tezgah.log'].flatMap((name) => {
      const path = join(dataDir, 'logs', name)
      return existsSync(path) ? [{ name, text: readFileSync(path, 'utf8').slice(-LOG_CHARACTERS) }] : []
    }),
  save: (files) => {
    const folder = join(dataDir, 'support')
    mkdirSync(folder, { recursive: true })
    const path = join(folder, `tezgah-destek-${new Date(nowMs()).toISOString().replaceAll(/[:.]/g, '-')}.zip`)
    writeFileSync(path, zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)]))), {
      mode: 0o600,
      flag: 'wx',
    })
    return path
  },
})
