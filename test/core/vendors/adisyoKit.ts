import type { IncomingMessage, ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { createAdisyoClient } from '../../../src/core/vendors/adisyo/client.ts'
import type { SourceSettings } from '../../../src/shared/settings/source.ts'
import { realTime, sendJson, sourceOf, startVendor } from './vendorDouble.ts'

type Host = Parameters<typeof createAdisyoClient>[2]

export const KEYS = { apiKey: 'canary-key', apiSecret: 'canary-secret' }
export const BASE = '/api/External/v2'

/** Adisyo on loopback and a client of it, both closed when the test ends. */
export async function start(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  more: Partial<SourceSettings> = {},
  host: Host = realTime,
) {
  const vendor = await startVendor(answer)
  const client = createAdisyoClient(sourceOf('adisyo', vendor.origin + BASE, more), KEYS, host)
  onTestFinished(() => client.close())
  return { vendor, client }
}

export const startWith = (body: unknown, status?: number, headers?: Record<string, string>) =>
  start((_request, response) => sendJson(response, body, status, headers))

export const packet = (id: number | string, more: object = {}) => ({
  id,
  orderTypeId: 3,
  orderTotal: 10,
  status: 'Sipariş Alındı',
  ...more,
})
export const list = (data: unknown[], totalCount: unknown = data.length) => ({
  data,
  totalCount,
  status: 100,
  message: 'ok',
})
export const ids = (count: number, from = 1) => Array.from({ length: count }, (_unused, index) => packet(from + index))
