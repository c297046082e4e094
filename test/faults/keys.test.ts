import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished, vi } from 'vitest'
import { failureKinds } from '../../src/practice/failure.ts'
import { startPracticeShop } from '../../src/practice/practiceShop.ts'
import { startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import { requests } from '../../src/shared/contract/requests.ts'
import { emptyDisk, openCounter, provisionFor } from '../support/openCounter.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'
import { quickVendors } from './hurriedShop.ts'

/** Keys with names nobody else has. The last one is only ever typed on a screen. */
const keys = {
  server: 'canaryserver.canaryplugin.canarysecretA1',
  api: 'canary-adisyo-key-B2',
  secret: 'canary-adisyo-secret-C3',
  typed: 'canary-typed-key-D4',
}

/** A key as itself and in the disguises it could leak in; its last four letters are shown on purpose. */
const disguises = Object.values(keys).flatMap((key) => [
  key,
  key.slice(0, -4),
  Buffer.from(key).toString('hex'),
  Buffer.from(key, 'utf16le').toString('latin1'),
  ...[0, 1, 2].map((shift) =>
    Buffer.from(`${' '.repeat(shift)}${key}`)
      .toString('base64')
      .slice(4, -4),
  ),
])
const found = (text: string): string[] => disguises.filter((disguise) => text.includes(disguise))

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

it('planted keys are in no event, answer, notice, log, console, slip or file, whatever goes wrong', async () => {
  const shop = await startPracticeShop({
    adisyo: { paceScale: 0, apiKey: keys.api, apiSecret: keys.secret },
    restomenum: { apiKey: keys.server },
  })
  onTestFinished(() => shop.close())
  const printer = await startPracticePrinter()
  onTestFinished(() => printer.stop())
  const written: string[] = []
  for (const stream of [process.stdout, process.stderr]) {
    const spy = vi.spyOn(stream, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0)
    onTestFinished(() => spy.mockRestore())
  }
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const spy = vi
      .spyOn(console, name)
      .mockImplementation((...words: unknown[]) => void written.push(words.map(String).join(' ')))
    onTestFinished(() => spy.mockRestore())
  }
  const disk = emptyDisk(temporaryFolder())
  const provision = provisionFor(shop, [{ name: 'Kasa', port: printer.port }])
  const timers = {
    after: (delayMs: number, callback: () => void) => {
      const timer = setTimeout(callback, delayMs / 50)
      return () => clearTimeout(timer)
    },
  }
  const tezgah = await openCounter(disk, provision, { timers }, quickVendors)
  const board = await tezgah.until('both sources', ({ sources }) => sources.every(({ state }) => state === 'ok'))
  shop.addPacket({ number: 1 })
  await printer.waitForSlips(2, 15_000)
  const answers: unknown[] = []
  const ids = board.sources.map(({ id }) => id)

  // A vendor, or whoever stands in for it, that says the keys back to us in every place it has.
  const echo = Object.values(keys).join(' ')
  const echoes = [
    { status: 200, body: { success: false, message: echo, [keys.server]: echo } },
    { status: 200, body: { status: 901, message: echo, Message: echo } },
    { status: 401, body: { success: false, message: echo } },
    { status: 500, body: echo },
    { status: 429, body: echo, headers: { 'retry-after': keys.api, 'x-echo': keys.secret } },
    { status: 200, body: `<html>${echo}</html>` },
    {
      status: 200,
      body: {
        success: true,
        status: 100,
        data: [
          { [keys.server]: keys.server },
          keys.api,
          { packetId: 5, id: 5, total: keys.server, orderTotal: keys.api },
        ],
      },
    },
    { status: 200, body: `{"success":true,"data":[{"packetId":"1",${keys.api}` },
    {
      status: 200,
      body: gzipSync(echo).toString('latin1'),
      headers: { 'content-encoding': 'gzip', 'content-type': keys.secret },
    },
    { kind: 'redirect' as const, location: `http://127.0.0.1:9/${keys.server}` },
  ]
  for (const failure of [...echoes, ...failureKinds.map((kind) => ({ kind }))]) {
    for (const request of ['list', 'detail'] as const) shop.failNext(2, { ...failure, request })
    for (const { id } of shop.packets) shop.changePacket(id, { note: `not ${shop.requests.length}` })
    for (const id of ids) answers.push(await tezgah.ask('source.resume', { id }))
    await settle()
    answers.push(await tezgah.snapshot())
    shop.clearFailures()
  }

  // A person who types keys everywhere but where they belong, and a wrong one where it does.
  const name = 'Kadıköy'
  const source = {
    kind: 'restomenum' as const,
    name,
    baseUrl: shop.restomenum.baseUrl,
    pollSeconds: 1,
    consumer: null,
    enabled: true,
    apiKey: keys.typed,
  }
  const [id = ''] = ids
  answers.push(await tezgah.ask('source.test', { id, source }), await tezgah.ask('source.save', { id, source }))
  await tezgah.until('the refusal', ({ sources }) => sources[0]?.state === 'stopped')
  for (const wrong of [
    keys.typed,
    null,
    [keys.typed],
    { id, source: { ...source, pollSeconds: keys.typed } },
    { id, source: { ...source, baseUrl: `https://evil.example/${keys.typed}` } },
    { id, source: { ...source, apiKey: `${keys.typed} with words` } },
    { key: keys.typed, id: keys.typed, orderId: keys.typed },
  ]) {
    for (const request of [...Object.keys(requests), keys.typed])
      answers.push(await tezgah.counter.handle(request, wrong))
  }
  await shop.close()
  await printer.stop()
  for (const each of ids) answers.push(await tezgah.ask('source.resume', { id: each }))
  answers.push(
    await tezgah.until('both out of reach', ({ sources }) => sources.every(({ problem }) => problem !== null)),
  )
  answers.push(await tezgah.ask('jobs.list', { limit: 500 }))
  for (const { key } of (await tezgah.snapshot()).cards) answers.push(await tezgah.ask('order.get', { key }))
  await tezgah.stop()
  vi.restoreAllMocks()

  // The search finds what is there to be found.
  expect(found(JSON.stringify(provision)).length).toBeGreaterThan(2)
  expect([...disk.secrets.values()].map(({ apiKey }) => apiKey)).toEqual([keys.typed, keys.api])
  expect(answers.length).toBeGreaterThan(200)
  const slips = printer.slips().map(({ text }) => text)
  for (const [what, given] of Object.entries({
    answers,
    events: tezgah.events,
    logs: tezgah.logs,
    notices: tezgah.notices,
    attention: tezgah.attention(),
    written,
    slips,
    settings: disk.settings,
  })) {
    expect(found(JSON.stringify(given) ?? ''), what).toEqual([])
  }
  const files = readdirSync(disk.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(0)
  for (const file of files)
    expect(found(readFileSync(join(file.parentPath, file.name)).toString('latin1')), file.name).toEqual([])
}, 40_000)
