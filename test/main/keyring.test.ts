import { safeStorage } from 'electron'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LogEntry } from '../../src/core/host.ts'
import { openKeyring } from '../../src/main/keyring.ts'

const log: LogEntry[] = []
const open = async (platform: NodeJS.Platform = 'linux'): Promise<'real' | 'none'> =>
  (await openKeyring(platform, (entry) => log.push(entry))) === null ? 'none' : 'real'

beforeEach(() => {
  log.length = 0
  vi.spyOn(safeStorage, 'isAsyncEncryptionAvailable').mockResolvedValue(true)
  vi.spyOn(safeStorage, 'getSelectedStorageBackend').mockReturnValue('gnome_libsecret')
})
afterEach(() => vi.restoreAllMocks())

test('a keyring of the desktop is one', async () => expect(await open()).toBe('real'))

test.each(['basic_text', 'unknown'] as const)('the backend %s protects nothing', async (backend) => {
  vi.mocked(safeStorage.getSelectedStorageBackend).mockReturnValue(backend)
  expect(await open()).toBe('none')
  // Windows and macOS have no backend to ask about.
  expect([await open('win32'), await open('darwin')]).toEqual(['real', 'real'])
})

test('one that is not available, or throws, is none', async () => {
  vi.mocked(safeStorage.isAsyncEncryptionAvailable).mockResolvedValue(false)
  expect(await open('win32')).toBe('none')
  vi.mocked(safeStorage.isAsyncEncryptionAvailable).mockRejectedValue(new Error('D-Bus is gone'))
  expect(await open()).toBe('none')
  expect(log.map(({ what }) => what)).toEqual(['secrets.noKeyring'])
})
