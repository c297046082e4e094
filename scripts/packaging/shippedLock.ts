import { z } from 'zod'

const entrySchema = z.looseObject({
  version: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
})
const lockSchema = z.looseObject({ packages: z.record(z.string(), entrySchema) })

export interface ShippedLock {
  /** Each named package at the version of the lock. */
  dependencies: Record<string, string>
  /** A package-lock of these packages and all that they need, with the integrity of every file. */
  lock: object
}

/**
 * The part of our package-lock that some packages need, as a lock of its own: `npm ci` from it brings exactly what was
 * tested, for whichever system it is asked.
 *
 * @param text package-lock.json
 * @throws when one of the packages is not in the lock
 */
export function lockOf(text: string, app: { name: string; version: string }, names: readonly string[]): ShippedLock {
  const { packages } = lockSchema.parse(JSON.parse(text))
  const kept = new Map<string, z.infer<typeof entrySchema>>()
  const keep = (place: string): void => {
    const entry = packages[place]
    if (entry === undefined || kept.has(place)) return
    kept.set(place, entry)
    for (const needed of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      const found = placeOf(needed, place, packages)
      if (found !== null) keep(found)
    }
  }
  const dependencies = Object.fromEntries(
    names.map((name) => {
      const version = packages[`node_modules/${name}`]?.version
      if (version === undefined) throw new Error(`${name} is not in package-lock.json`)
      keep(`node_modules/${name}`)
      return [name, version]
    }),
  )
  const root = { ...app, dependencies }
  const listed = Object.fromEntries([...kept].toSorted(([one], [other]) => (one < other ? -1 : 1)))
  return { dependencies, lock: { ...app, lockfileVersion: 3, requires: true, packages: { '': root, ...listed } } }
}

/** Where Node finds a package that is asked for from some place: in its own node_modules, or in one further up. */
function placeOf(name: string, from: string, packages: Record<string, unknown>): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (place in packages) return place
    if (folder === '') return null
  }
}
