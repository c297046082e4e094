import { expect, test } from 'vitest'
import type { LogEntry, SecretStore, SettingsStore } from '../../src/core/host.ts'
import { createSecretStore, type Keyring } from '../../src/system/secretStore.ts'

const keys = { apiKey: 'server.canary.4e0c', apiSecret: 'canary-93ab' }

/** A file as the kept one behaves; what it holds is looked at directly. */
function memoryFile(): SettingsStore & { text: () => string } {
  let value: unknown
  return {
    read: () => ({ value: value === undefined ? undefined : structuredClone(value), setAside: null }),
    write: (next) => {
      value = structuredClone(next)
    },
    text: () => JSON.stringify(value ?? null),
  }
}

/** A keyring with one password: what another password wrote cannot be read. Reversed text stands for encryption. */
function keyring(password: string, options: { rotates?: boolean } = {}): Keyring {
  return {
    encryptStringAsync: async (text) => Buffer.from(`${password}:${text.split('').toReversed().join('')}`),
    decryptStringAsync: async (blob) => {
      const [owner = '', ...rest] = blob.toString().split(':')
      if (owner !== password && !options.rotates) throw new Error('The user name or passphrase is not correct.')
      return { result: rest.join(':').split('').toReversed().join(''), shouldReEncrypt: owner !== password }
    },
  }
}

function open(file: SettingsStore, ring: Keyring | null): { store: SecretStore; log: LogEntry[] } {
  const log: LogEntry[] = []
  return { store: createSecretStore({ keyring: ring, file, log: (entry) => log.push(entry) }), log }
}

test('keys survive a restart, encrypted', async () => {
  const file = memoryFile()
  const { store } = open(file, keyring('a'))
  expect(await store.read('r1')).toEqual({ kind: 'missing' })
  await store.write('r1', keys)
  expect(await open(file, keyring('a')).store.read('r1')).toEqual({ kind: 'set', secrets: keys })
  expect(file.text()).not.toContain('canary')
})

test('a blob of another user is unreadable and stays until a new key is entered', async () => {
  const file = memoryFile()
  await open(file, keyring('a')).store.write('r1', keys)
  const before = file.text()
  const { store, log } = open(file, keyring('b'))
  expect(await store.read('r1')).toEqual({ kind: 'unreadable' })
  await store.write('r2', keys)
  expect(JSON.parse(file.text()).r1).toBe(JSON.parse(before).r1)
  expect(JSON.stringify(log)).not.toContain('passphrase')
  await store.write('r1', { apiKey: 'new' })
  expect(await store.read('r1')).toEqual({ kind: 'set', secrets: { apiKey: 'new' } })
})

test('what should be encrypted anew is, and is readable with the new password alone', async () => {
  const file = memoryFile()
  await open(file, keyring('a')).store.write('r1', keys)
  expect(await open(file, keyring('b', { rotates: true })).store.read('r1')).toEqual({
    kind: 'set',
    secrets: keys,
  })
  expect(await open(file, keyring('b')).store.read('r1')).toEqual({ kind: 'set', secrets: keys })
})

test('without a keyring keys are for this run, nothing is written and an old blob stays', async () => {
  const file = memoryFile()
  await open(file, keyring('a')).store.write('r1', keys)
  const before = file.text()
  const { store } = open(file, null)
  expect(store.keyring).toBe('none')
  expect(await store.read('r1')).toEqual({ kind: 'unreadable' })
  expect(await store.read('r2')).toEqual({ kind: 'missing' })
  await store.write('r1', { apiKey: 'for-this-run' })
  expect(await store.read('r1')).toEqual({ kind: 'set', secrets: { apiKey: 'for-this-run' } })
  expect(file.text()).toBe(before)
  expect(await open(file, keyring('a')).store.read('r1')).toEqual({ kind: 'set', secrets: keys })
})

test('removed keys are gone from the file and its backup', async () => {
  const writes: unknown[] = []
  const file = memoryFile()
  const watched: SettingsStore = {
    read: file.read,
    write: (value) => {
      writes.push(value)
      file.write(value)
    },
  }
  const { store } = open(watched, keyring('a'))
  await store.write('r1', keys)
  await store.remove('r1')
  expect(await store.read('r1')).toEqual({ kind: 'missing' })
  expect(writes.slice(-2)).toEqual([{}, {}])
})

test('a disk that refuses the write is told to the caller', async () => {
  const full: SettingsStore = {
    read: () => ({ value: undefined, setAside: null }),
    write: () => {
      throw new Error('full')
    },
  }
  await expect(open(full, keyring('a')).store.write('r1', keys)).rejects.toThrow('full')
})
