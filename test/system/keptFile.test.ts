import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Conf from 'conf'
import { expect, test } from 'vitest'
import { createKeptFile, type JsonStore } from '../../src/system/keptFile.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const NOW = Date.UTC(2026, 0, 5, 17, 5, 12, 345)

function open(
  folder: string,
  wrap: (store: JsonStore) => JsonStore = (store) => store,
): ReturnType<typeof createKeptFile> {
  return createKeptFile({
    path: join(folder, 'settings.json'),
    open: () => wrap(new Conf<Record<string, unknown>>({ cwd: folder, configName: 'settings', configFileMode: 0o600 })),
    nowMs: () => NOW,
  })
}
const fileIn = (folder: string, name = 'settings.json'): string => readFileSync(join(folder, name), 'utf8')

test('nothing is stored at first, and what is written is read by the next start', () => {
  const folder = temporaryFolder()
  expect(open(folder).read()).toEqual({ value: undefined, setAside: null })
  open(folder).write({ language: 'tr', sources: [{ name: 'Kadıköy' }], missing: undefined })
  expect(open(folder).read()).toEqual({ value: { language: 'tr', sources: [{ name: 'Kadıköy' }] }, setAside: null })
})

test('the content before each write is kept as .bak', () => {
  const folder = temporaryFolder()
  const file = open(folder)
  file.write({ step: 1 })
  file.write({ step: 2 })
  expect([JSON.parse(fileIn(folder, 'settings.json.bak')), JSON.parse(fileIn(folder))]).toEqual([
    { step: 1 },
    { step: 2 },
  ])
})

test('a field that is no longer there is gone from the file', () => {
  const folder = temporaryFolder()
  const file = open(folder)
  file.write({ old: 1, kept: 2 })
  file.write({ kept: 2 })
  expect(JSON.parse(fileIn(folder))).toEqual({ kept: 2 })
})

test.each(['{"language": "t', '', '[1]', '\u0000\u0000\u0000'])(
  'a broken file (%j) is set aside and its backup read',
  (broken) => {
    const folder = temporaryFolder()
    const file = open(folder)
    file.write({ step: 1 })
    file.write({ step: 2 })
    writeFileSync(join(folder, 'settings.json'), broken)
    const { value, setAside } = open(folder).read()
    expect({ value, setAside }).toEqual({
      value: { step: 1 },
      setAside: 'settings.json.broken-2026-01-05T17-05-12-345Z',
    })
    expect(fileIn(folder, setAside ?? '')).toBe(broken)
  },
)

test('a broken file without a backup leaves nothing stored, and is not overwritten', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'settings.json'), 'x')
  const file = open(folder)
  expect(file.read().value).toBeUndefined()
  file.write({ step: 1 })
  expect(readdirSync(folder).toSorted()).toEqual(['settings.json', 'settings.json.broken-2026-01-05T17-05-12-345Z'])
})

test('a file that breaks while the app runs gives the backup', () => {
  const folder = temporaryFolder()
  const file = open(folder)
  file.write({ step: 1 })
  file.write({ step: 2 })
  writeFileSync(join(folder, 'settings.json'), '{')
  expect(file.read()).toMatchObject({ value: { step: 1 } })
})

test('a write that arrives truncated is an error, and the file is as before', () => {
  const folder = temporaryFolder()
  open(folder).write({ step: 1 })
  const full = open(folder, (store) => ({
    path: store.path,
    get store() {
      return store.store
    },
    set store(value) {
      store.store = value
      writeFileSync(store.path, fileIn(folder).slice(0, 4)) // what a full disk leaves
    },
  }))
  expect(() => full.write({ step: 2 })).toThrow('not on the disk')
  expect(open(folder).read()).toEqual({ value: { step: 1 }, setAside: null })
})

test('a write that the system refuses is an error, and the file is as before', () => {
  const folder = temporaryFolder()
  open(folder).write({ step: 1 })
  const refusing = open(folder, (store) => ({
    path: store.path,
    get store() {
      return store.store
    },
    set store(_value) {
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    },
  }))
  expect(() => refusing.write({ step: 2 })).toThrow('could not be written')
  expect(open(folder).read().value).toEqual({ step: 1 })
})

test.runIf(process.platform !== 'win32')('only this user may read the file', () => {
  const folder = temporaryFolder()
  open(folder).write({ step: 1 })
  expect(statSync(join(folder, 'settings.json')).mode & 0o077).toBe(0)
})
