import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { fromRoot } from './paths.ts'

/** Writes `out/renderer/licences.json`: whose software is in a package, and under which licence. Part of the build. */

const lockSchema = z.object({
  packages: z.record(z.string(), z.looseObject({ dev: z.boolean().optional(), optional: z.boolean().optional() })),
})
const packageSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), z.looseObject({ type: z.string() })]).optional(),
})

interface Licence {
  name: string
  version: string
  licence: string
  /** As its authors wrote it; its name alone where they ship no text. */
  text: string
}

function licenceOf(folder: string): Licence {
  const { name, version, license } = packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  const licence = typeof license === 'string' ? license : (license?.type ?? '–')
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|-|$)/i.test(entry))
  return {
    name,
    version,
    licence,
    text: file === undefined ? licence : readFileSync(join(folder, file), 'utf8').trim(),
  }
}

/** What is not for development alone, as it is installed here, and Electron, which npm counts among that. */
export function listLicences(): Licence[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(fromRoot('package-lock.json'), 'utf8')))
  // The Nodes for our scripts are optional packages too, and in no package of ours.
  const isShipped = (place: string): boolean =>
    place !== '' && !/^node_modules\/node-(darwin|linux|win|bin)/.test(place)
  const places = Object.entries(packages)
    .filter(([place, { dev }]) => dev !== true && isShipped(place))
    .map(([place]) => place)
  const folders = [...places, 'node_modules/electron'].map((place) => fromRoot(place))
  const listed = folders.filter((folder) => existsSync(join(folder, 'package.json'))).map((folder) => licenceOf(folder))
  const unique = new Map(listed.map((licence) => [`${licence.name} ${licence.version}`, licence]))
  return [...unique.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

export const writeLicences = (): void =>
  writeFileSync(fromRoot('out/renderer/licences.json'), JSON.stringify(listLicences()))
