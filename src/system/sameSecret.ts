import { createHash, timingSafeEqual } from 'node:crypto'

export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** Compares digests, so that neither length nor content shows in the time it takes. */
export const isSameDigest = (left: Buffer, right: Buffer): boolean => timingSafeEqual(left, right)

export const isSameSecret = (left: string, right: string): boolean => isSameDigest(digestOf(left), digestOf(right))
