import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, copyFile, open, rename, rm } from 'node:fs/promises'

/**
 * Starts an installer of Windows. Once nothing stands in its way any more it asks Tezgah to end, as one that a person starts
 * does, and starts the new version (resources/installer/installer.nsh).
 *
 * @throws when it cannot be started, or has ended without having asked: Tezgah is as it was
 */
export async function runSetup(path: string): Promise<never> {
  const setup = spawn(path, ['--updated', '/S', '--force-run'], { detached: true, stdio: 'ignore' })
  setup.unref()
  const [code] = await once(setup, 'exit')
  throw Object.assign(new Error('The installer gave up'), { code: `EXIT_${String(code)}` })
}

/**
 * Puts a new AppImage in the old one's place, in one step: the old one is there until the new one is there whole.
 *
 * @throws when the disk refuses; the old one is as it was
 */
export async function replaceAppImage(path: string, appImage: string): Promise<void> {
  const beside = `${appImage}.new`
  try {
    await copyFile(path, beside)
    await chmod(beside, 0o755)
    const file = await open(beside, 'r+')
    await file.sync().finally(() => file.close())
    await rename(beside, appImage)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

/** Started at once, the new version would find the old one still there and end. It waits at most twenty seconds. */
const startScript = 'n=0; while [ $n -lt 100 ] && kill -0 "$0" 2>/dev/null; do n=$((n+1)); sleep 0.2; done; exec "$@"'

/** Starts a program once this process has ended. @throws when there is nothing to start it with */
export async function startAfterwards(program: string, args: readonly string[]): Promise<void> {
  const waiting = spawn('/bin/sh', ['-c', startScript, String(process.pid), program, ...args], {
    detached: true,
    stdio: 'ignore',
  })
  waiting.unref()
  await once(waiting, 'spawn')
}
