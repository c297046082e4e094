import { fileURLToPath } from 'node:url'
import { version } from '../../package.json'
import { createCounter } from '../core/counter.ts'
import { openBrowserDoor } from './browserDoor.ts'
import { createBrowserHost } from './browserHost.ts'
import { parseCommandLine, usage, type CommandLine } from './commandLine.ts'
import { openBrowser } from './openBrowser.ts'
import {
  appDataFolder,
  chooseDataFolder,
  describeUnusableFolder,
  makeFolder,
  thisComputer,
} from '../system/dataFolder.ts'
import { askHolder, describeNoDoor, describeOtherDoor } from '../system/instanceLock.ts'
import { createCoreGuard } from '../system/coreGuard.ts'
import { describeFault } from '../system/logFile.ts'
import { readProvisions } from '../system/provisionFile.ts'
import { onEndRequest } from './signals.ts'

/** Standard output carries one line, the address, for whoever started this; everything else is said here. */
const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`)
const besideMe = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

async function run(options: CommandLine): Promise<number | null> {
  const computer = thisComputer()
  const folder = chooseDataFolder(options.dataDir, appDataFolder(computer), computer)
  if (options.addressOnly) return printAddress(folder.path)
  const read = readProvisions(options.provisionFile, folder.path, 'en')
  if (!read.ok) return refuse(read.message)
  const reason = makeFolder(folder.path)
  if (reason !== null) return refuse(describeUnusableFolder(folder.path, reason))

  const host = createBrowserHost(folder.path, version)
  for (const entry of folder.used) host.log(entry)
  const recorded = (what: string) => (error: unknown) => host.log({ level: 'error', what, data: describeFault(error) })
  const guard = createCoreGuard(host.log)
  process.on('uncaughtException', guard.onUncaught)
  process.on('unhandledRejection', recorded('unhandled'))

  const door = await openBrowserDoor({
    dataDir: folder.path,
    port: options.port,
    rendererDir: besideMe('../renderer'),
    doorScript: besideMe('./door.js'),
    createCounter: () => {
      const counter = createCounter(host, read.provision)
      guard.watch(counter)
      return counter
    },
    sessions: host.sessions,
    log: host.log,
  })
  if (door.kind === 'openElsewhere') {
    const { other } = door
    if (options.open && other.kind === 'browser') await openBrowser(other.address, computer)
    return refuse(describeOtherDoor(other))
  }
  onEndRequest(async () => {
    await door.close()
    process.exit(0)
  })
  process.stdout.write(`Tezgah is open at ${door.address}\n`)
  if (options.open) void openBrowser(door.address, computer)
  return null
}

/** Nothing else on standard output: a script reads it. */
async function printAddress(dataDir: string): Promise<number> {
  const other = await askHolder(dataDir)
  if (other === null) return refuse(describeNoDoor())
  if (other.kind !== 'browser') return refuse(describeOtherDoor(other))
  process.stdout.write(`${other.address}\n`)
  return 0
}

function refuse(message: string, code = 1): number {
  say(message)
  return code
}

/** What Node says about a port, in words. */
function inWords(error: unknown, port: number | null): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE')
    return `Port ${port ?? ''} is in use by another program; choose another, or 0 for any free one.`
  if (code === 'EACCES') return `Port ${port ?? ''} needs rights this user does not have; choose one above 1023, or 0.`
  return `Tezgah could not start: ${error instanceof Error ? error.message : String(error)}`
}

const parsed = parseCommandLine(process.argv.slice(2))
if (parsed.kind === 'help') process.stdout.write(usage)
else if (parsed.kind === 'wrong') process.exitCode = refuse(`${parsed.message}\n\n${usage}`, 2)
else {
  const code = await run(parsed.options).catch((error: unknown) => refuse(inWords(error, parsed.options.port)))
  if (code !== null) process.exit(code)
}
