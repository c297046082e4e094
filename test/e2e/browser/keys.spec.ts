import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, openBoard, request, snapshot, test } from './door.ts'

/** Canaries: keys with names nobody else has are planted, everything that can fail fails, and then they are looked for. */

const canaries = [
  'canaryserver.canaryplugin.canarysecretA1',
  'canary-adisyo-key-B2',
  'canary-adisyo-secret-C3',
  'canary-typed-key-D4',
]

/** The key itself, and the ways it may hide. */
const disguises = (key: string): string[] => [
  key,
  Buffer.from(key).toString('base64'),
  Buffer.from(key).toString('hex'),
  encodeURIComponent(key),
]

const found = (text: string): string[] =>
  canaries.filter((key) => disguises(key).some((disguise) => text.includes(disguise)))

test('planted keys are in no file, no output, no answer, no address and no error', async ({
  openDoor,
  page,
  shop,
  printer,
  dataDir,
}) => {
  const [serverKey, apiKey, apiSecret, typedKey] = canaries as [string, string, string, string]
  Object.assign(shop.restomenum, { apiKey: serverKey })
  Object.assign(shop.adisyo, { apiKey, apiSecret })
  const seen: string[] = []
  page.on('response', (answer) => {
    seen.push(answer.url(), JSON.stringify(answer.headers()))
    if (!answer.headers()['content-type']?.includes('event-stream'))
      answer.text().then(
        (text) => seen.push(text),
        () => {},
      )
  })
  page.on('console', (message) => seen.push(message.text()))
  page.on('pageerror', (error) => seen.push(String(error.stack)))

  const kadikoy = {
    kind: 'restomenum',
    name: 'Kadıköy',
    baseUrl: shop.restomenum.baseUrl,
    apiKey: serverKey,
    pollSeconds: 0.3,
  }
  const moda = {
    kind: 'adisyo',
    name: 'Moda',
    baseUrl: shop.adisyo.baseUrl,
    apiKey,
    apiSecret,
    consumer: shop.adisyo.consumer,
    pollSeconds: 0.5,
  }
  const kasa = { name: 'Kasa', connection: { kind: 'tcp', host: printer.host, port: printer.port } }
  const door = await openDoor({ provision: { language: 'tr', sources: [kadikoy, moda], printers: [kasa] } })
  await openBoard(page, door.address)
  shop.addPacket({ pos: 'restomenum' })
  await printer.waitForSlips(1, 15_000)

  // A person types a key; then the vendor refuses all of them, breaks off, and answers nonsense.
  const source = { ...kadikoy, consumer: null, enabled: true, apiKey: typedKey }
  const { id } = (await snapshot(page)).sources[0] ?? { id: '' }
  seen.push(JSON.stringify(await request(page, 'source.test', { id, source })))
  seen.push(JSON.stringify(await request(page, 'source.save', { id, source })))
  await expect.poll(async () => (await snapshot(page)).sources[0]?.state).toBe('stopped')
  Object.assign(shop.adisyo, { apiSecret: 'another' })
  await expect.poll(async () => (await snapshot(page)).sources[1]?.state).toBe('stopped')
  await shop.close()
  for (const { id: stopped } of (await snapshot(page)).sources)
    seen.push(JSON.stringify(await request(page, 'source.resume', { id: stopped })))
  seen.push(JSON.stringify(await request(page, 'source.save', { id, source: { ...source, pollSeconds: typedKey } })))
  seen.push(JSON.stringify(await request(page, 'order.get', { [typedKey]: typedKey })))
  await expect
    .poll(async () => (await snapshot(page)).sources.map(({ problem }) => problem?.code))
    .toEqual(['offline', 'offline'])

  const last = await snapshot(page)
  expect(last.sources[0]?.keys).toEqual({ isSet: true, lastFour: typedKey.slice(-4), isForThisRunOnly: true })
  seen.push(JSON.stringify(last), await page.content(), page.url())
  expect(await door.leave()).toBe(0)

  // The search can find what is there to be found.
  expect(found(await readFile(`${dataDir}.provision.json`, 'utf8'))).toEqual([serverKey, apiKey, apiSecret])
  expect(seen.length).toBeGreaterThan(20)
  expect(found(seen.join('\n'))).toEqual([])
  expect(found(door.stdout() + door.stderr())).toEqual([])
  const files = await readdir(dataDir, { recursive: true, withFileTypes: true })
  expect(files.length).toBeGreaterThan(2)
  for (const file of files.filter((entry) => entry.isFile()))
    expect(found((await readFile(join(file.parentPath, file.name))).toString('latin1')), file.name).toEqual([])
})

test('a provisioning file that is refused is not quoted', async ({ openDoor }) => {
  const [key = ''] = canaries
  for (const sources of [
    [{ kind: 'restomenum', name: 'x', apiKey: [key] }],
    [{ kind: 'restomenum', name: 'x', [key]: 1 }],
    [{ kind: key, name: 'x' }],
    [{ kind: 'restomenum', name: 'x', baseUrl: `https://evil.example/${key}`, apiKey: key }],
    key,
  ]) {
    const refusal = await openDoor({ provision: { sources } }).then(() => 'it opened', String)
    expect(refusal).toMatch(/The provisioning file .* is refused\. (sources|–)/)
    expect(found(refusal)).toEqual([])
  }
})
