import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { sha512Of } from '../src/system/releaseSignature.ts'
import { signFile } from './signFile.ts'

/**
 * `npm run sign -- dist/latest.yml …`: signs every file that a feed names, with the key in TEZGAH_UPDATE_KEY (Ed25519,
 * PKCS #8 as PEM). `npm run sign -- --new-key` makes a pair. Without a signature no Tezgah installs anything.
 */

const feedSchema = z.looseObject({
  version: z.string(),
  files: z.array(z.looseObject({ url: z.string(), sha512: z.string() })).min(1),
})

/** @throws when a file is not what its feed says of it */
async function signFeed(path: string, privateKey: string): Promise<void> {
  const feed = feedSchema.parse(parse(readFileSync(path, 'utf8')))
  for (const file of feed.files) {
    const sha512 = await sha512Of(join(dirname(path), basename(file.url)))
    if (sha512 !== file.sha512) throw new Error(`${file.url} is not the file that ${path} names: another hash.`)
    file['signature'] = signFile(feed.version, sha512, privateKey)
  }
  writeFileSync(path, stringify(feed))
  process.stdout.write(`Signed ${feed.files.length} of ${feed.version} in ${path}\n`)
}

function newKey(): void {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  process.stdout.write(
    `TEZGAH_UPDATE_PUBLIC_KEY=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}\n` +
      `${privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()}` +
      'The first line goes into the build. Keep the second where no build can read it but the one that signs.\n',
  )
}

async function run(args: readonly string[]): Promise<number> {
  if (args[0] === '--new-key') {
    newKey()
    return 0
  }
  const privateKey = process.env['TEZGAH_UPDATE_KEY'] ?? ''
  if (args.length === 0 || privateKey === '') {
    process.stderr.write(
      'Usage: TEZGAH_UPDATE_KEY="$(cat key.pem)" npm run sign -- FEED.yml … | npm run sign -- --new-key\n',
    )
    return 2
  }
  for (const path of args) await signFeed(path, privateKey)
  return 0
}

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  return 1
})
