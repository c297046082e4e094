import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { lockOf } from '../../scripts/packaging/shippedLock.ts'

const app = { name: 'tezgah', version: '0.0.0' }
const packages = {
  '': { dependencies: { a: '^1.0.0', z: '^1.0.0' } },
  'node_modules/a': {
    version: '1.2.3',
    integrity: 'sha512-a',
    dependencies: { b: '^2.0.0' },
    optionalDependencies: { c: '1' },
  },
  'node_modules/a/node_modules/b': { version: '2.0.1', dependencies: { d: '*' } },
  'node_modules/b': { version: '1.0.0' },
  'node_modules/c': { version: '1.0.0', os: ['win32'] },
  'node_modules/d': { version: '4.0.0' },
  'node_modules/z': { version: '1.0.0' },
}
const lockSchema = z.object({ packages: z.record(z.string(), z.unknown()) })

it('keeps what is needed, as Node would find it, and nothing else', () => {
  const { dependencies, lock } = lockOf(JSON.stringify({ packages }), app, ['a'])
  expect(dependencies).toEqual({ a: '1.2.3' })
  const kept = lockSchema.parse(lock).packages
  expect(Object.keys(kept)).toEqual([
    '',
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'node_modules/c',
    'node_modules/d',
  ])
  expect(kept['node_modules/a']).toEqual(packages['node_modules/a'])
  expect(kept['']).toEqual({ ...app, dependencies: { a: '1.2.3' } })
})

it('refuses a package that the lock does not have', () => {
  expect(() => lockOf(JSON.stringify({ packages }), app, ['nowhere'])).toThrow('nowhere is not in package-lock.json')
})

it('finds native parts for every system that gets a package in the real lock', () => {
  const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')
  const names = Object.keys(lockSchema.parse(lockOf(text, app, ['koffi', '@resvg/resvg-js']).lock).packages)
  expect(names).toEqual(
    expect.arrayContaining([
      'node_modules/@koromix/koffi-win32-x64',
      'node_modules/@koromix/koffi-linux-arm64',
      'node_modules/@resvg/resvg-js-win32-x64-msvc',
      'node_modules/@resvg/resvg-js-darwin-arm64',
    ]),
  )
})
