import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { fromRoot, root } from './paths.ts'

/**
 * `npm run sbom -- FILE`: what is in a package of Tezgah, in CycloneDX: the packages of the lock that are not for development
 * alone, as npm lists them, and Electron, which npm counts among those and which is the largest part of it.
 */

const component = z.looseObject({ name: z.string(), version: z.string() })
const bomSchema = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({}) }),
  components: z.array(component),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
})
const packageSchema = z.object({ name: z.string(), version: z.string(), license: z.string(), description: z.string() })
const readPackage = (path: string): z.infer<typeof packageSchema> =>
  packageSchema.parse(JSON.parse(readFileSync(fromRoot(path), 'utf8')))

function list(): string {
  const npm = process.env['npm_execpath'] ?? ''
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only']
  const isScript = npm.endsWith('.js')
  const options = { cwd: root, encoding: 'utf8' as const, maxBuffer: 64 * 1024 * 1024 }
  const { status, stdout, stderr } = isScript
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (status !== 0) throw new Error(`npm sbom ended with ${status}: ${stderr}`)
  return stdout
}

/** npm names the root after the folder it lies in, and leaves Electron out. */
function complete(text: string): object {
  const bom = bomSchema.parse(JSON.parse(text))
  const [tezgah, electron] = [readPackage('package.json'), readPackage('node_modules/electron/package.json')]
  const before = String(bom.metadata.component['bom-ref'])
  const [own, electronRef] = [`${tezgah.name}@${tezgah.version}`, `electron@${electron.version}`]
  Object.assign(bom.metadata.component, {
    'bom-ref': own,
    name: tezgah.name,
    version: tezgah.version,
    purl: `pkg:npm/${own}`,
  })
  bom.components.push({
    'bom-ref': electronRef,
    type: 'framework',
    name: 'electron',
    version: electron.version,
    scope: 'required',
    purl: `pkg:npm/${electronRef}`,
    licenses: [{ license: { id: electron.license } }],
    description: electron.description,
  })
  for (const dependency of bom.dependencies) {
    if (dependency.ref !== before) continue
    dependency.ref = own
    dependency.dependsOn.push(electronRef)
  }
  bom.dependencies.push({ ref: electronRef, dependsOn: [] })
  return bom
}

const file = process.argv[2]
const written = `${JSON.stringify(complete(list()), null, 2)}\n`
if (file === undefined) process.stdout.write(written)
else writeFileSync(file, written)
