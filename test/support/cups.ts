import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const CUPSD = '/usr/sbin/cupsd'

/** Said by the tests that need it: they fail with this where it cannot be had. */
export const howToGetCups =
  'The CUPS tests need cupsd, lp and lpadmin. As root on Debian `npm run setup` installs them; else: ' +
  '`apt-get install --no-install-recommends cups cups-client cups-bsd cups-filters`.'

/** A CUPS of this test alone: its own daemon on a loopback port, its own spool, its own queues. */
export interface PrivateCups {
  /** For `CUPS_SERVER`. */
  readonly server: string
  /** Runs one of CUPS's commands against it. @returns what it wrote on standard output */
  command(program: string, ...args: string[]): Promise<string>
  /** A raw queue to a printer on TCP; it may be off. */
  addQueue(name: string, port: number): Promise<void>
  stop(): Promise<void>
}

/** @throws with the sentence that says how to get it. */
export async function startCups(): Promise<PrivateCups> {
  if (!existsSync(CUPSD)) throw new Error(howToGetCups)
  // Backends run as another user and must reach the spool: the folder may be passed, not listed.
  const folder = mkdtempSync(join(tmpdir(), 'tezgah-cups-'))
  const port = await freePort()
  writeFiles(folder, port)
  await run('chmod', ['711', folder])
  const server = `127.0.0.1:${port}`
  const daemon = spawn(CUPSD, ['-f', '-c', join(folder, 'cupsd.conf'), '-s', join(folder, 'cups-files.conf')], {
    stdio: 'ignore',
  })
  const env = { ...process.env, LC_ALL: 'C', CUPS_SERVER: server }
  const command = async (program: string, ...args: string[]): Promise<string> =>
    (await run(program, args, { env, timeout: 15_000 })).stdout
  try {
    await until(async () => (await command('lpstat', '-r')).includes('is running'), daemon, folder)
  } catch (error) {
    await end(daemon, folder)
    throw error
  }
  return {
    server,
    command,
    addQueue: async (name, printerPort) => {
      await command('lpadmin', '-p', name, '-E', '-v', `socket://127.0.0.1:${printerPort}`, '-m', 'raw')
    },
    stop: () => end(daemon, folder),
  }
}

function writeFiles(folder: string, port: number): void {
  for (const name of ['root', 'spool', 'spool/tmp', 'cache', 'state', 'log']) mkdirSync(join(folder, name))
  const { username } = userInfo()
  const isRoot = process.getuid?.() === 0
  writeFileSync(
    join(folder, 'cups-files.conf'),
    [
      `ServerRoot ${folder}/root`,
      `RequestRoot ${folder}/spool`,
      `TempDir ${folder}/spool/tmp`,
      `CacheDir ${folder}/cache`,
      `StateDir ${folder}/state`,
      `ErrorLog ${folder}/log/error`,
      `AccessLog ${folder}/log/access`,
      `PageLog ${folder}/log/page`,
      'FileDevice Yes',
      'SystemGroup root lpadmin',
      ...(isRoot ? [] : [`User ${username}`]),
      '',
    ].join('\n'),
  )
  writeFileSync(
    join(folder, 'cupsd.conf'),
    [
      `Listen 127.0.0.1:${port}`,
      'LogLevel warn',
      'Browsing Off',
      'DefaultAuthType None',
      'PreserveJobHistory Yes',
      'JobRetryInterval 1',
      'JobRetryLimit 1000',
      '<Location />',
      '  Order allow,deny',
      '  Allow localhost',
      '</Location>',
      '<Location /admin>',
      '  Order allow,deny',
      '  Allow localhost',
      '</Location>',
      '<Policy default>',
      '  <Limit All>',
      '    Order allow,deny',
      '    Allow localhost',
      '  </Limit>',
      '</Policy>',
      '',
    ].join('\n'),
  )
}

async function until(isReady: () => Promise<boolean>, daemon: ChildProcess, folder: string): Promise<void> {
  const deadline = performance.now() + 15_000
  for (;;) {
    if (await isReady().catch(() => false)) return
    if (daemon.exitCode !== null || performance.now() > deadline) {
      const log = join(folder, 'log/error')
      throw new Error(
        `cupsd did not start: ${existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : 'it left no log'}`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function end(daemon: ChildProcess, folder: string): Promise<void> {
  if (daemon.exitCode === null && daemon.signalCode === null) {
    const ended = new Promise((resolve) => daemon.once('exit', resolve))
    daemon.kill()
    await ended
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** CUPS cannot say which port it took, so one is found for it. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
