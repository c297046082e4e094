import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { fromRoot } from '../paths.ts'
import { debianTools } from './debianTools.ts'
import { packagingCache } from './folders.ts'
import { hostingOf } from './hosting.ts'
import { writeInstallerWords } from './installerWords.ts'
import { runTool } from './runTool.ts'
import { stage } from './stage.ts'
import { makeStandIn, whyNoStandIn } from './standIn.ts'
import { nameOf, type Target } from './target.ts'
import { ensureTools, toolFile } from './tools.ts'

export interface PackageOptions {
  target: Target
  /** Why Electron's binary cannot be had, in words; null: it can. */
  withoutElectron: string | null
  /** A folder of Electron's that is there already; null: electron-builder fetches it. */
  electronDist: string | null
  /** Absolute. */
  outFolder: string
  /** Another version than package.json's, for trying an upgrade. */
  version?: string
  /** Other targets than electron-builder.yml's; `dir`: the folder alone. */
  kinds?: readonly string[]
  /** Fails where it cannot be signed. */
  mustSign?: boolean
  /** Packs quickly and badly, for tests. */
  isQuick?: boolean
  env?: NodeJS.ProcessEnv
  isQuiet?: boolean
  say: (sentence: string) => void
}

const configSchema = z.looseObject({
  files: z.array(z.string()),
  win: z.looseObject({}),
  linux: z.looseObject({}),
  mac: z.looseObject({}),
  publish: z.looseObject({}),
})
const flags = {
  linux: { flag: '--linux', section: 'linux' },
  win32: { flag: '--win', section: 'win' },
  darwin: { flag: '--mac', section: 'mac' },
} as const

/** A package around a stand-in carries it in its name and its version, so that nobody installs it on a counter. */
export const standInName = 'Tezgah Stand-in'
export const standInVersion = (version: string): string => `${version}-standin`

/** Builds one target's packages from the built `out/`. @throws with the reason when it cannot be done here */
export function buildPackage(options: PackageOptions): void {
  const { target, outFolder, say, env = process.env } = options
  const isStandIn = options.withoutElectron !== null
  const reason = isStandIn ? whyNoStandIn(target) : null
  if (reason !== null) throw new Error(`${options.withoutElectron ?? ''}; ${reason}.`)
  ensureTools(say)
  const own = z
    .object({ version: z.string(), productName: z.string() })
    .parse(JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')))
  const version = options.version ?? own.version
  const hosting = hostingOf(env)
  const folder = stage({
    target,
    productName: isStandIn ? standInName : own.productName,
    version: isStandIn ? standInVersion(version) : version,
    hosting,
  })
  writeInstallerWords(join(folder, 'resources'))
  const { version: electronVersion } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(fromRoot('node_modules/electron/package.json'), 'utf8')))
  const electronDist = isStandIn ? makeStandIn(target, electronVersion, say) : options.electronDist

  const { flag, section } = flags[target.system]
  const config = configSchema.parse(parse(readFileSync(fromRoot('electron-builder.yml'), 'utf8')))
  config.publish['url'] = hosting.feed
  // electron-builder's own `${platform}` is the system that it runs on.
  const files = config.files.map((pattern) => pattern.replaceAll('${system}', target.system))
  const azure = azureSigning(env)
  if (azure !== null) config.win['azureSignOptions'] = azure
  // AppImage's runtime is downloaded: a machine without Electron's binary has no way to it either.
  const kinds = options.kinds ?? (isStandIn && target.system === 'linux' ? ['deb'] : undefined)
  if (kinds !== undefined) config[section]['target'] = kinds
  const build = {
    ...config,
    files,
    directories: { buildResources: 'resources', output: outFolder },
    electronVersion,
    forceCodeSigning: options.mustSign ?? false,
    ...(electronDist === null ? {} : { electronDist }),
  }
  const configFile = join(packagingCache, `build-${nameOf(target)}.json`)
  writeFileSync(configFile, JSON.stringify(build, null, 2))
  rmSync(join(outFolder, 'builder-debug.yml'), { force: true })
  mkdirSync(outFolder, { recursive: true })
  const tools = isStandIn ? debianTools(target, say) : {}
  const quick =
    options.isQuick === true ? { ELECTRON_BUILDER_COMPRESSION_LEVEL: '1', TEZGAH_DEB_COMPRESSION: 'none' } : {}
  runTool(
    process.execPath,
    [
      toolFile('electron-builder/cli.js'),
      flag,
      `--${target.arch}`,
      '--publish',
      'never',
      '--config',
      configFile,
    ].concat(['--projectDir', folder]),
    { env: { ...env, ...tools, ...quick }, isQuiet: options.isQuiet ?? false },
  )
}

/** Signing by Azure's service, where the environment names an account; who signs is who is signed in. */
function azureSigning(env: NodeJS.ProcessEnv): object | null {
  const account = env['TEZGAH_AZURE_ACCOUNT'] ?? ''
  if (account === '') return null
  return {
    endpoint: env['TEZGAH_AZURE_ENDPOINT'],
    codeSigningAccountName: account,
    certificateProfileName: env['TEZGAH_AZURE_PROFILE'],
    publisherName: env['TEZGAH_AZURE_PUBLISHER'],
  }
}
