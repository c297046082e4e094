import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { replaceAppImage, runSetup } from '../../src/main/updates/installers.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

function program(body: string, mode = 0o755): string {
  const path = join(temporaryFolder(), 'setup')
  writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode })
  return path
}
const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '')

describe.skipIf(process.platform === 'win32')('what installs a new version', () => {
  it('a setup is asked to be silent and to start the new version, and is waited for', async () => {
    const path = program('echo "$@" > "$0.said"; while [ ! -e "$0.done" ]; do sleep 0.05; done; exit 9')
    let isOver = false
    const running = runSetup(path).catch((error: unknown) => {
      isOver = true
      return error
    })
    await expect.poll(() => textOf(`${path}.said`)).toBe('--updated /S --force-run\n')
    expect(isOver).toBe(false)
    writeFileSync(`${path}.done`, '')
    expect(await running).toMatchObject({ code: 'EXIT_9' })
  })

  it('a setup that is gone, or that nobody may start, is said so and ends nothing', async () => {
    await expect(runSetup(join(temporaryFolder(), 'setup.exe'))).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(runSetup(program('exit 0', 0o644))).rejects.toMatchObject({ code: 'EACCES' })
  })

  it('a new AppImage is put in the old one’s place, or the old one stays whole', async () => {
    const folder = temporaryFolder()
    const [fetched, current] = [join(folder, 'fetched'), join(folder, 'tezgah.AppImage')]
    writeFileSync(current, 'old', { mode: 0o755 })
    await expect(replaceAppImage(fetched, current)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(textOf(current)).toBe('old')
    writeFileSync(fetched, 'new', { mode: 0o644 })
    mkdirSync(`${current}.new`)
    await expect(replaceAppImage(fetched, current)).rejects.toThrow()
    expect(textOf(current)).toBe('old')
    rmSync(`${current}.new`, { recursive: true })
    await replaceAppImage(fetched, current)
    expect([textOf(current), statSync(current).mode & 0o777, existsSync(`${current}.new`)]).toEqual([
      'new',
      0o755,
      false,
    ])
  })

  it('the new version starts once the old one has ended, with what that was started with', async () => {
    const folder = temporaryFolder()
    const [path, note] = [program('echo "new $*" >> "$0.note"'), join(folder, 'go')]
    const old = `import { startAfterwards } from ${JSON.stringify(import.meta.resolve('../../src/main/updates/installers.ts'))}
      import { appendFileSync, existsSync } from 'node:fs'
      await startAfterwards(${JSON.stringify(path)}, ['--data-dir', 'a b'])
      appendFileSync(${JSON.stringify(`${path}.note`)}, 'old waits\\n')
      const timer = setInterval(() => {
        if (!existsSync(${JSON.stringify(note)})) return
        appendFileSync(${JSON.stringify(`${path}.note`)}, 'old ends\\n')
        process.exit()
      }, 20)`
    const running = spawn(process.execPath, ['--input-type=module', '-e', old], { stdio: 'inherit' })
    await expect.poll(() => textOf(`${path}.note`), { timeout: 10_000 }).toBe('old waits\n')
    writeFileSync(note, '')
    await once(running, 'exit')
    await expect.poll(() => textOf(`${path}.note`)).toBe('old waits\nold ends\nnew --data-dir a b\n')
  })
})
