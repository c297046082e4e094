import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** A file of a release as its feed names it. `signature`: base64, by the maker of Tezgah. */
export interface ReleaseFile {
  /** Base64. */
  sha512: string
  signature?: string | undefined
}

/** What is signed: the hash alone would let an old version be offered as a new one. */
export const signedText = (version: string, sha512: string): Buffer =>
  Buffer.from(`tezgah release\n${version}\n${sha512}\n`)

/** @returns base64 */
export async function sha512Of(path: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  return hash.digest('base64')
}

const readKey = (publicKey: string): KeyObject =>
  createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })

/** Whether releases can be verified with it. */
export function isPublicKey(text: string): boolean {
  try {
    return readKey(text).asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}

/**
 * Whether this very file was signed as this very version. What the feed says of hashes is not believed: they come from the
 * same server as the file.
 *
 * @param publicKey Ed25519, SPKI in DER as base64
 */
export async function isSignedRelease(
  path: string,
  version: string,
  files: readonly ReleaseFile[],
  publicKey: string,
): Promise<boolean> {
  const sha512 = await sha512Of(path)
  const key = readKey(publicKey)
  return files.some(
    ({ signature }) =>
      signature !== undefined && verify(null, signedText(version, sha512), key, Buffer.from(signature, 'base64')),
  )
}
