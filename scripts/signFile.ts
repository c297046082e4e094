import { createPrivateKey, sign } from 'node:crypto'
import { signedText } from '../src/system/releaseSignature.ts'

/** @param sha512 base64 @param privateKey Ed25519, PKCS #8 as PEM @returns base64 */
export const signFile = (version: string, sha512: string, privateKey: string): string =>
  sign(null, signedText(version, sha512), createPrivateKey(privateKey)).toString('base64')
