import { generateKeyPairSync, sign } from 'node:crypto'

/** One DER element: its tag, its length, its content. */
function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body])
  const length = Buffer.from(body.length.toString(16).padStart(4, '0'), 'hex')
  return Buffer.concat([Buffer.from([tag, 0x82]), length, body])
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const sequence = (...content: Uint8Array[]): Buffer => der(0x30, ...content)
const utcTime = (atMs: number): Buffer =>
  der(0x17, Buffer.from(`${new Date(atMs).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))

const ECDSA_WITH_SHA256 = sequence(der(0x06, hex('2a8648ce3d040302')))
const commonName = (name: string): Buffer =>
  sequence(der(0x31, sequence(der(0x06, hex('550403')), der(0x0c, Buffer.from(name)))))

interface Validity {
  /** From now, ms; before and after today unless given. */
  fromMs?: number
  untilMs?: number
  /** The IPv4 address it is for, as hex. */
  address?: string
}

/**
 * A certificate for 127.0.0.1 that is right in everything except that nobody vouches for it. Made here, because a
 * machine that runs the tests need not have openssl.
 */
export function selfSignedCertificate(validity: Validity = {}): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const dayMs = 86_400_000
  const { fromMs = -dayMs, untilMs = dayMs, address = '7f000001' } = validity
  const names = sequence(der(0x87, hex(address)))
  const subjectAltName = sequence(sequence(der(0x06, hex('551d11')), der(0x04, names)))
  const toSign = sequence(
    der(0xa0, der(0x02, hex('02'))),
    der(0x02, hex('01')),
    ECDSA_WITH_SHA256,
    commonName('127.0.0.1'),
    sequence(utcTime(Date.now() + fromMs), utcTime(Date.now() + untilMs)),
    commonName('127.0.0.1'),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, subjectAltName),
  )
  const signature = der(0x03, hex('00'), sign('sha256', toSign, privateKey))
  const base64 = sequence(toSign, ECDSA_WITH_SHA256, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}
