import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { playScenario } from '../../src/practice/scenarioPlayer.ts'
import { startPracticeShop } from '../../src/practice/practiceShop.ts'
import { startPractice } from '../../src/practice/startPractice.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('in one process: vendors, printer, a scenario, and the file that leads Tezgah there', async () => {
  const practice = await startPractice({ folder, seed: 5, speed: 100, printerMode: ['slow', 'echoesIds'] })
  expect(practice.printer.mode()).toEqual(['slow', 'echoesIds'])
  const provision = JSON.parse(await readFile(join(folder, 'provision.json'), 'utf8'))
  const { restomenum, adisyo } = practice.shop
  expect(provision).toMatchObject({
    language: 'tr',
    sources: [
      { kind: 'restomenum', name: 'Kadıköy (RestoMenum)', baseUrl: restomenum.baseUrl, apiKey: restomenum.apiKey },
      {
        kind: 'adisyo',
        name: 'Moda (Adisyo)',
        baseUrl: adisyo.baseUrl,
        apiSecret: adisyo.apiSecret,
        consumer: 'Tezgah - Moda',
      },
    ],
    printers: [{ name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port: practice.printer.port } }],
    autoPrint: true,
  })
  expect((await stat(practice.provisionFile)).mode & 0o777).toBe(0o600)
  expect(practice.lines.join('\n')).toContain(join(folder, 'slips'))
  expect(practice.lines.join('\n')).not.toContain(adisyo.apiSecret)
  await vi.waitFor(() => expect(practice.shop.packets.length).toBeGreaterThan(12), 10_000)
  await practice.close()
  const count = practice.shop.packets.length
  await expect(fetch(restomenum.baseUrl)).rejects.toThrow()
  expect(practice.shop.packets).toHaveLength(count)
})

test('a scenario goes on when somebody took its packets away', async () => {
  const shop = await startPracticeShop()
  const scenario = playScenario(shop, { seed: 2, speed: 1000, now: Date.now })
  expect(shop.packets.length).toBeGreaterThanOrEqual(3)
  expect(shop.packets.every((packet) => packet.createdAtMs < Date.now() - 60_000)).toBe(true)
  shop.clear()
  await vi.waitFor(() => expect(shop.packets.length).toBeGreaterThan(20), 10_000)
  scenario.stop()
  expect(shop.packets.every((packet) => packet.createdAtMs <= Date.now())).toBe(true)
  await shop.close()
})

describe('the command', () => {
  const command = fileURLToPath(new URL('../../src/practice/index.ts', import.meta.url))
  const run = (...args: string[]): { child: ChildProcess; output: () => string } => {
    const child = fork(command, ['--folder', folder, ...args], { silent: true, execArgv: [] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    return { child, output: () => output }
  }

  test.each(['SIGTERM', 'SIGINT', 'disconnect'] as const)('opens, says where, and ends cleanly on %s', async (end) => {
    const file = join(folder, 'elsewhere', 'tezgah.json')
    const { child, output } = run('--json', file, '--seed', '9', '--speed', '2')
    const [ready] = await once(child, 'message')
    expect(ready).toMatchObject({ kind: 'ready', provisionFile: file })
    await vi.waitFor(() => expect(output()).toContain(`--provision ${file}`))
    const exit = once(child, 'exit')
    if (end === 'disconnect') child.disconnect()
    else child.kill(end)
    expect(await exit).toEqual([0, null])
  })

  test.each([
    [['--speed', 'fast'], '--speed must be a number from 0 to 1000, not "fast"', 2],
    [['--port-base', '70000'], '--port-base must be a whole number from 1 to 65532, not "70000"', 2],
    [['--printer', 'slow,tired'], '--printer does not know "tired"; it knows well, echoesIds', 2],
    [['--colour'], '--colour', 2],
    [['--folder', '/dev/null/x'], 'The practice shop cannot open', 1],
  ] as const)('refuses %j with a sentence', async (args, sentence, code) => {
    const { child, output } = run(...args)
    expect(await once(child, 'close')).toEqual([code, null])
    expect(output()).toContain(sentence)
  })

  test('tells how it is used', async () => {
    const { child, output } = run('--help')
    expect(await once(child, 'close')).toEqual([0, null])
    expect(output()).toContain('--port-base N')
  })
})
