import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSettingsFile } from '../../src/browser/settingsFile.ts'
import { defaultSettings } from '../../src/shared/settings.ts'
import { temporaryFolder } from './testDoor.ts'

const now = Date.UTC(2026, 0, 5, 17, 5)

test('nothing is stored at first; what was written is read by the next run', () => {
  const folder = temporaryFolder()
  const settings = createSettingsFile(folder, () => now)
  expect(settings.read()).toEqual({ value: undefined, setAside: null })
  settings.write(defaultSettings)
  expect(createSettingsFile(folder, () => now).read()).toEqual({ value: defaultSettings, setAside: null })
})

test('a write replaces everything, and keeps the one before', () => {
  const folder = temporaryFolder()
  const settings = createSettingsFile(folder, () => now)
  settings.write({ version: 1, language: 'tr' })
  settings.write({ version: 1 })
  expect(settings.read().value).toEqual({ version: 1 })
  expect(JSON.parse(readFileSync(join(folder, 'settings.json.bak'), 'utf8'))).toEqual({ version: 1, language: 'tr' })
})

test.each(['', '{"version":1,"lang', 'null', '[]', '\u0000\u0000'])(
  'a broken file (%j) is set aside under its time, and the one before is used',
  (broken) => {
    const folder = temporaryFolder()
    const settings = createSettingsFile(folder, () => now)
    settings.write({ version: 1, language: 'tr' })
    settings.write({ version: 1, language: 'en' })
    writeFileSync(join(folder, 'settings.json'), broken)
    const aside = join(folder, 'settings.json.broken-2026-01-05T17-05-00-000Z')
    expect(settings.read()).toEqual({ value: { version: 1, language: 'tr' }, setAside: aside })
    expect(readFileSync(aside, 'utf8')).toBe(broken)
    settings.write({ version: 1, language: 'en' })
    expect(settings.read()).toEqual({ value: { version: 1, language: 'en' }, setAside: null })
  },
)

test('with no good copy left there is nothing, and both stay on disk', () => {
  const folder = temporaryFolder()
  const settings = createSettingsFile(folder, () => now)
  settings.write({ version: 1 })
  settings.write({ version: 1 })
  truncateSync(join(folder, 'settings.json'), 3)
  truncateSync(join(folder, 'settings.json.bak'), 3)
  expect(settings.read().value).toBeUndefined()
  expect(readdirSync(folder).toSorted()).toEqual(['settings.json.bak', 'settings.json.broken-2026-01-05T17-05-00-000Z'])
})

test('a folder that cannot be written says so', () => {
  const file = join(temporaryFolder(), 'a-file-where-the-folder-should-be')
  writeFileSync(file, '')
  expect(() => createSettingsFile(file, () => now).write({ version: 1 })).toThrow()
})

test('what JSON cannot carry is not silently half stored', () => {
  const settings = createSettingsFile(temporaryFolder(), () => now)
  expect(() => settings.write('text')).toThrow()
  expect(() => settings.write(undefined)).toThrow()
})
