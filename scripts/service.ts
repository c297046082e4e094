import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { appDataFolder, chooseDataFolder, thisComputer } from '../src/system/dataFolder.ts'
import { ensureBuilt } from './ensureBuilt.ts'
import { root } from './paths.ts'
import { servicePlan, type ServicePlan } from './service/servicePlan.ts'

/**
 * `npm run service`: makes the browser door start with this computer. It says what it would do; `--yes` does it.
 */

const usage = `npm run service -- [options]

  --yes            do it; without this it is only said
  --kiosk          on Linux, also show the screen full size after sign-in (Chromium)
  --remove         take it all back; the data folder stays
  --data-dir DIR   another data folder than the usual one
`

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`)

function doIt({ files, commands }: ServicePlan): number {
  for (const { path, content, isProgram } of files) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content, path.endsWith('.xml') ? 'utf16le' : 'utf8')
    if (isProgram) chmodSync(path, 0o755)
  }
  return runAll(commands)
}

function undoIt({ files, undo }: ServicePlan): number {
  const code = runAll(undo)
  for (const { path } of files) rmSync(path, { force: true })
  return code
}

/** All of them, also after one has failed. @returns 0, or 1 when one did not succeed */
function runAll(commands: readonly (readonly string[])[]): number {
  let code = 0
  for (const [program = '', ...args] of commands) {
    const { status, error } = spawnSync(program, args, { stdio: 'inherit' })
    if (status === 0) continue
    code = 1
    process.stderr.write(
      `Did not succeed: ${[program, ...args].join(' ')} (${error?.message ?? `ended with ${status}`})\n`,
    )
  }
  return code
}

function tell({ files, commands, undo }: ServicePlan, isRemoving: boolean): void {
  for (const command of isRemoving ? undo : commands) say(`runs    ${command.join(' ')}`)
  for (const { path, content } of files) say(isRemoving ? `removes ${path}` : `writes  ${path}\n${content}`)
}

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      yes: { type: 'boolean', default: false },
      kiosk: { type: 'boolean', default: false },
      remove: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      'data-dir': { type: 'string' },
    },
  })
  if (values.help) {
    say(usage)
    return 0
  }
  const computer = thisComputer()
  const plan = servicePlan({
    platform: computer.platform,
    user: [computer.env['USERDOMAIN'], userInfo().username].filter(Boolean).join('\\'),
    home: computer.home,
    configFolder: computer.env['XDG_CONFIG_HOME'] || join(computer.home, '.config'),
    node: process.execPath,
    root: resolve(root),
    dataDir: chooseDataFolder(values['data-dir'] ?? null, appDataFolder(computer), computer).path,
    // All files that there may be are taken away.
    isKiosk: values.kiosk || values.remove,
  })
  if (plan === null) {
    process.stderr.write('A service is made on Linux (systemd) and on Windows (a logon task) alone.\n')
    return 1
  }
  if (!values.yes) {
    tell(plan, values.remove)
    say('Nothing has been done: add --yes to do it.')
    return 0
  }
  if (values.remove) return undoIt(plan)
  await ensureBuilt()
  return doIt(plan)
}

process.exitCode = await run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  return 2
})
