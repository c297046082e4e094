import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { createAppProtocol, originOf, screenUrl } from '../../src/main/appProtocol.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

let get: (url: string, method?: string, range?: string) => Promise<Response>
beforeEach(() => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'renderer/sounds'), { recursive: true })
  mkdirSync(join(folder, 'renderer-private'))
  writeFileSync(join(folder, 'renderer/index.html'), '<title>Tezgah</title>')
  writeFileSync(join(folder, 'renderer/sounds/alarm.wav'), 'RIFF')
  writeFileSync(join(folder, 'renderer/.env'), 'secret')
  writeFileSync(join(folder, 'secret.json'), 'secret')
  writeFileSync(join(folder, 'renderer-private/secret.json'), 'secret')
  const answer = createAppProtocol(join(folder, 'renderer'))
  get = (url, method = 'GET', range) =>
    answer({ url, method, headers: new Headers(range === undefined ? {} : { range }) })
})

test('a file of the screen comes with its type and the policy', async () => {
  const response = await get('app://tezgah/index.html?x=1#y')
  expect([response.status, await response.text()]).toEqual([200, '<title>Tezgah</title>'])
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect((await get('app://tezgah/sounds/alarm.wav')).headers.get('content-type')).toBe('audio/wav')
})

test.each(['app://tezgah/index.html', 'app://tezgah/no-such.html'])(
  'the policy of %s starts from nothing and trusts no inline code, no other host',
  async (url) => {
    const policy = (await get(url)).headers.get('content-security-policy') ?? ''
    expect(policy.startsWith("default-src 'none'; ")).toBe(true)
    expect(policy.replace("media-src 'self' blob:", '')).not.toMatch(/unsafe|http|\*|blob/)
  },
)

test.each([
  'app://tezgah/../secret.json',
  'app://tezgah/..%2fsecret.json',
  'app://tezgah/%2e%2e/secret.json',
  'app://tezgah/%2e%2e%2f%2e%2e%2fetc/passwd',
  'app://tezgah/..%5csecret.json',
  'app://tezgah/sounds/..%2f..%2fsecret.json',
  'app://tezgah/..%2frenderer-private%2fsecret.json',
  'app://tezgah//etc/passwd',
  'app://tezgah/C:/Windows/win.ini',
  'app://tezgah/index.html%00.js',
  'app://tezgah/%E0%A4%A.html',
  'app://tezgah/.env',
  'app://tezgah/',
  'app://tezgah/sounds',
  'app://tezgah/no-such.html',
  'app://other/index.html',
  'https://tezgah/index.html',
  'not an address',
])('%s is not found', async (url) => {
  const response = await get(url)
  expect([response.status, await response.text()]).toEqual([404, ''])
})

test('nothing but reading', async () => {
  expect((await get('app://tezgah/index.html', 'POST')).status).toBe(405)
  const head = await get('app://tezgah/index.html', 'HEAD')
  expect([head.status, await head.text()]).toEqual([200, ''])
})

test.each([
  ['bytes=0-', 206, 'RIFF', 'bytes 0-3/4'],
  ['bytes=1-2', 206, 'IF', 'bytes 1-2/4'],
  ['bytes=2-99', 206, 'FF', 'bytes 2-3/4'],
  ['bytes=4-', 416, '', null],
  ['bytes=3-1', 416, '', null],
  ['bytes=-2', 200, 'RIFF', null],
  ['lines=1-2', 200, 'RIFF', null],
])('the range %s', async (range, status, text, said) => {
  const response = await get('app://tezgah/sounds/alarm.wav', 'GET', range)
  expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([status, text, said])
})

test('the screen comes from our scheme; only an unpackaged app listens to its environment', () => {
  expect(screenUrl(true, 'http://localhost:5173')).toBe('app://tezgah/index.html')
  expect(screenUrl(false, 'http://localhost:5173')).toBe('http://localhost:5173')
  expect(screenUrl(false, undefined)).toBe('app://tezgah/index.html')
  expect([originOf('app://tezgah/x'), originOf('http://localhost:5173/'), originOf('nonsense')]).toEqual([
    'app://tezgah',
    'http://localhost:5173',
    null,
  ])
})
