import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { aRedisServer } from '../../support/aRedisServer.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { selfSignedCertificate } from '../vendors/selfSignedCertificate.ts'

/** What a process says of a real server that speaks TLS, where it trusts who vouches for it and where not. */
async function askOverTls(given: Parameters<typeof selfSignedCertificate>[0], isTrusted: boolean): Promise<string> {
  const folder = temporaryFolder()
  const { key, cert } = selfSignedCertificate(given)
  const tls = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') }
  writeFileSync(tls.keyFile, key)
  writeFileSync(tls.certFile, cert)
  const { tlsAddress } = await aRedisServer({ tls, args: ['--tls-auth-clients', 'no'] })
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [fileURLToPath(new URL('./openOverTls.ts', import.meta.url)), tlsAddress ?? ''],
    {
      env: {
        ...process.env,
        ...(isTrusted && { NODE_EXTRA_CA_CERTS: tls.certFile }),
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
        NODE_NO_WARNINGS: '1',
      },
    },
  )
  return stdout
}

test.each([
  ['whose authority is trusted here is asked', {}, true, 'granted'],
  ['that nobody vouches for is not', {}, false, 'tlsInvalid'],
  ['of another address is not', { address: '7f000002' }, true, 'tlsInvalid'],
  ['whose certificate is over is not', { fromMs: -2 * 86_400_000, untilMs: -86_400_000 }, true, 'tlsInvalid'],
])('a server %s', async (_what, given, isTrusted, said) => {
  expect(await askOverTls(given, isTrusted)).toBe(said)
})
