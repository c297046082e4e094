import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { isPublicKey, isSignedRelease, sha512Of } from '../../src/system/releaseSignature.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const script = new URL('../../scripts/signRelease.ts', import.meta.url).pathname
const run = (args: string[], key = ''): Promise<{ stdout: string }> =>
  promisify(execFile)(process.execPath, [script, ...args], { env: { ...process.env, TEZGAH_UPDATE_KEY: key } })

test('what is signed with a new key is believed by its other half: this file as this version, and nothing else', async () => {
  const { stdout } = await run(['--new-key'])
  const publicKey = /TEZGAH_UPDATE_PUBLIC_KEY=(\S+)/.exec(stdout)?.[1] ?? ''
  const privateKey = /-----BEGIN[\s\S]+-----END PRIVATE KEY-----\n/.exec(stdout)?.[0] ?? ''
  expect([isPublicKey(publicKey), isPublicKey('no update key'), isPublicKey('')]).toEqual([true, false, false])

  const folder = temporaryFolder()
  const [file, feed] = [join(folder, 'Tezgah.exe'), join(folder, 'latest.yml')]
  writeFileSync(file, 'the installer')
  writeFileSync(
    feed,
    `version: 1.2.3\nfiles:\n  - url: Tezgah.exe\n    sha512: ${await sha512Of(file)}\nstagingPercentage: 10\n`,
  )
  await run([feed], privateKey)
  const signed = parse(readFileSync(feed, 'utf8')) as { stagingPercentage: number; files: { sha512: string }[] }
  expect(signed.stagingPercentage).toBe(10)
  expect(await isSignedRelease(file, '1.2.3', signed.files, publicKey)).toBe(true)
  expect(await isSignedRelease(file, '1.2.4', signed.files, publicKey)).toBe(false)
  writeFileSync(file, 'the instal1er')
  expect(await isSignedRelease(file, '1.2.3', signed.files, publicKey)).toBe(false)
  // A feed that names another file is not signed at all.
  await expect(run([feed], privateKey)).rejects.toThrow('another hash')
})
