import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../browser/testDoor.ts'

/** The real hook, installed by the real husky as `npm ci` does it, in a repository in miniature. */

const root = join(import.meta.dirname, '..', '..')
const hasGit = spawnSync('git', ['--version']).status === 0

/** Without what a surrounding git (one that runs this very hook) would tell its children. */
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(GIT_|HUSKY)/.test(name)))

function furnish(env: Record<string, string> = {}) {
  const house = temporaryFolder()
  const run = (command: string, ...args: string[]) =>
    spawnSync(command, args, { cwd: house, encoding: 'utf8', env: { ...clean, ...env } })
  for (const name of ['.husky/pre-commit', '.oxfmtrc.json', '.gitignore']) cpSync(join(root, name), join(house, name))
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction')
  mkdirSync(join(house, 'src'))
  const commit = (content: string) => {
    writeFileSync(join(house, 'src', 'a.ts'), content)
    run('git', 'add', 'src')
    return run('git', '-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-m', 'a: change it')
  }
  return { run, commit, husky: () => run(process.execPath, 'node_modules/husky/bin.js') }
}

test.skipIf(!hasGit)('a commit that is not formatted is refused, with the command that mends it', () => {
  const { run, commit, husky } = furnish()
  run('git', 'init')
  expect(husky().status).toBe(0)
  expect(commit('export const a   =  1;\n')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('npm run format'),
  })
  expect(commit('export const a = 1\n').status).toBe(0)
})

test('where there is no git, as in an unpacked archive, installing does nothing and succeeds', () => {
  expect(furnish().husky().status).toBe(0)
})

test.skipIf(!hasGit)('in CI there is no hook', () => {
  const { run, commit, husky } = furnish({ HUSKY: '0' })
  run('git', 'init')
  expect(husky().status).toBe(0)
  expect(run('git', 'config', 'core.hooksPath').stdout).toBe('')
  expect(commit('export const a   =  1;\n').status).toBe(0)
})
