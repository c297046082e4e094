import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { wireLimits } from '../../../src/core/vendors/http/http.ts'
import { sendJson, startVendor } from './vendorDouble.ts'
import { ask, codeAt, faultOf, open } from './wireKit.ts'

describe('what an answer may be', () => {
  it("a captive portal's page with 200 is not an answer", async () => {
    const vendor = await startVendor((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>canary Wi-Fi</title>')
    })
    expect(await codeAt(vendor.origin)).toBe('notJson')
  })

  it.each([
    ['nothing', ''],
    ['JSON cut short', '{"success":true,"data":[{"packetId":"1"'],
    ['two values', '{} {}'],
    ['NaN', '{"total":NaN}'],
  ])('%s is not JSON', async (_what, body) => {
    const vendor = await startVendor((_request, response) => sendJson(response, body))
    expect(await codeAt(vendor.origin)).toBe('notJson')
  })

  it('broken compression is not JSON', async () => {
    const vendor = await startVendor((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('this is not gzip, whatever it says')
    })
    expect(await codeAt(vendor.origin)).toBe('notJson')
  })

  const bomb = Buffer.alloc(300 * 1024 * 1024, ' ')
  it.each([
    ['gzip', gzipSync(bomb, { level: 1 })],
    ['deflate', deflateSync(bomb, { level: 1 })],
    ['br', brotliCompressSync(bomb, { params: { 1: 1 } })],
  ])('a %s bomb is cut, not unpacked', async (encoding, packed) => {
    expect(packed.byteLength).toBeLessThan(wireLimits.bytes)
    const vendor = await startVendor((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(packed)
    })
    expect(await codeAt(vendor.origin)).toBe('tooLarge')
  })

  it('an endless body is cut at the limit', async () => {
    const block = Buffer.alloc(64 * 1024, ' ')
    let sent = 0
    const vendor = await startVendor((_request, response) => {
      response.writeHead(200)
      const more = () => {
        while (!response.destroyed && response.write(block)) sent += block.byteLength
        sent += block.byteLength
      }
      response.on('drain', more)
      more()
    })
    expect(await codeAt(vendor.origin)).toBe('tooLarge')
    // Only what fits into the buffers of the sockets goes beyond it.
    expect(sent).toBeLessThan(30 * 1024 * 1024)
  })

  it('takes what just fits, compressed or not', async () => {
    const body = `"${'x'.repeat(wireLimits.bytes - 2)}"`
    const vendor = await startVendor((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body))
    })
    expect(await ask(vendor.origin)).toHaveLength(wireLimits.bytes - 2)
  })

  it('refuses 5,000 nested arrays and takes 32', async () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
    const vendor = await startVendor((request, response) => sendJson(response, nested(Number(request.url?.slice(1)))))
    const at = (levels: number) => open(vendor.origin).fetch(`${vendor.origin}/${levels}`)
    expect((await faultOf(at(5_000))).problem.code).toBe('tooDeep')
    expect((await faultOf(at(33))).problem.code).toBe('tooDeep')
    expect(await (await at(32)).json()).toHaveLength(1)
  })

  it('keeps the digits of an id beyond 2^53', async () => {
    const vendor = await startVendor((_request, response) =>
      sendJson(
        response,
        '{"id":9007199254740993,"same":9007199254740992,"small":12,"total":27.8,"text":"9007199254740993"}',
      ),
    )
    expect(await ask(vendor.origin)).toEqual({
      id: '9007199254740993',
      same: '9007199254740992',
      small: 12,
      total: 27.8,
      text: '9007199254740993',
    })
  })
})

describe('limits and errors of the vendor', () => {
  it.each([
    ['seconds', '7', 7_000],
    ['a date', 'Mon, 05 Jan 2026 12:01:30 GMT', 90_000],
    ['a year', '31536000', 600_000],
    ['a date next year', 'Tue, 05 Jan 2027 12:00:00 GMT', 600_000],
    ['a date that has passed', 'Mon, 05 Jan 2026 11:00:00 GMT', 0],
    ['nothing', null, undefined],
    ['nonsense', 'soon 5', undefined],
    ['a negative number', '-5', undefined],
  ])('429 with %s', async (_what, header, expected) => {
    const vendor = await startVendor((_request, response) =>
      sendJson(response, 'not json', 429, header === null ? {} : { 'retry-after': header }),
    )
    const { problem } = await faultOf(ask(vendor.origin))
    expect(problem).toEqual(
      expected === undefined ? { code: 'rateLimited' } : { code: 'rateLimited', retryAfterMs: expected },
    )
  })

  it('hands an error status on with an empty body when it has no JSON', async () => {
    const vendor = await startVendor((_request, response) => response.writeHead(502).end('<html>bad gateway</html>'))
    const response = await open(vendor.origin).fetch(vendor.origin)
    expect([response.status, await response.json()]).toEqual([502, {}])
  })

  it("does not take a portal's page with 401 for the vendor's word", async () => {
    const vendor = await startVendor((_request, response) => response.writeHead(401).end('<html>sign in</html>'))
    expect(await codeAt(vendor.origin)).toBe('notJson')
  })
})
