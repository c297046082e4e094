import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import { app } from './app.ts'
import { strict } from './strict.ts'

type Part = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/** The profile holds the key, as on Windows: another profile cannot decrypt. `--password-store=basic` is Electron's own. */
function profileKey(): Buffer {
  const path = join(app.getPath('userData'), 'double.keyring')
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600 })
  return readFileSync(path)
}

function needsReady(): void {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready')
}

export const safeStorage: Part = strict('safeStorage', {
  isAsyncEncryptionAvailable: async () => app.isReady(),
  getSelectedStorageBackend: () => {
    if (!app.isReady()) return 'unknown'
    return process.argv.includes('--password-store=basic') ? 'basic_text' : 'gnome_libsecret'
  },
  encryptStringAsync: async (plainText: string) => {
    needsReady()
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', profileKey(), nonce)
    const body = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), body])
  },
  decryptStringAsync: async (encrypted: Buffer) => {
    needsReady()
    const decipher = createDecipheriv('aes-256-gcm', profileKey(), encrypted.subarray(0, 12))
    decipher.setAuthTag(encrypted.subarray(12, 28))
    const result = Buffer.concat([decipher.update(encrypted.subarray(28)), decipher.final()]).toString('utf8')
    return { result, shouldReEncrypt: false }
  },
})
