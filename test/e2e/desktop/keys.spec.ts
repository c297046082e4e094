import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './tezgah.ts'

const KEY = 'server.canary-7b1f.4e0c9d52a8'
const SECRET = 'canary-secret-93ab61'
const source = (kind: string, keys: object): object => ({
  kind,
  name: 'Kadıköy',
  baseUrl: 'http://127.0.0.1:9',
  pollSeconds: 5,
  ...keys,
})
const provision = {
  sources: [
    source('restomenum', { apiKey: KEY }),
    { ...source('adisyo', { apiKey: KEY, apiSecret: SECRET }), name: 'Moda' },
  ],
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

/** Whether a key stands there as text, as Windows' wide text, or inside of anything base64. */
function isIn(bytes: Buffer): boolean {
  const canaries = [KEY, SECRET].flatMap((key) => [Buffer.from(key, 'utf8'), Buffer.from(key, 'utf16le')])
  const unpacked = (bytes.toString('latin1').match(/[A-Za-z0-9+/]{24,}/g) ?? []).map((text) =>
    Buffer.from(text, 'base64'),
  )
  return [bytes, ...unpacked].some((part) => canaries.some((canary) => part.includes(canary)))
}

test('keys are in no file in clear, not in an answer, and survive a restart only encrypted', async ({
  launch,
  dataDir,
}) => {
  const first = await launch({ provision })
  await expect.poll(async () => (await first.snapshot()).sources.map((view) => view.keys.isSet)).toEqual([true, true])
  const snapshot = await first.snapshot()
  for (const canary of [KEY, SECRET]) expect(JSON.stringify(snapshot)).not.toContain(canary)
  expect(snapshot.sources[0]?.keys.lastFour).toBe(KEY.slice(-4))
  await first.app.close()

  const holding = filesUnder(dataDir).filter((path) => isIn(readFileSync(path)))
  expect(holding).toEqual([])

  const second = await launch()
  const again = await second.snapshot()
  expect(again.sources.map((view) => view.keys.isSet)).toEqual(
    again.keyring === 'system' ? [true, true] : [false, false],
  )
})

test('without a real keyring keys are for this run only', async ({ launch }) => {
  const { snapshot } = await launch({ provision, args: ['--password-store=basic'] })
  const { keyring, sources } = await snapshot()
  expect(keyring).toBe('none')
  expect(sources.map((view) => view.keys.isForThisRunOnly)).toEqual([true, true])
})

test('another profile cannot read the keys: they are kept and asked for again', async ({ launch, dataDir }) => {
  const first = await launch({ provision })
  await expect.poll(async () => (await first.snapshot()).sources[0]?.keys.isSet).toBe(true)
  await first.app.close()
  const before = readFileSync(join(dataDir, 'keys.json'), 'utf8')
  rmSync(join(dataDir, 'profile'), { recursive: true })

  const second = await launch()
  const { sources } = await second.snapshot()
  expect(sources.map((view) => [view.state, view.problem?.code])).toEqual([
    ['stopped', 'keyUnreadable'],
    ['stopped', 'keyUnreadable'],
  ])
  expect(readFileSync(join(dataDir, 'keys.json'), 'utf8')).toBe(before)
})

test('32: settings that are cut off cost no key: the backup names the sources, and each has its own', async ({
  launch,
  dataDir,
}) => {
  const first = await launch({ provision })
  await expect.poll(async () => (await first.snapshot()).sources.map((view) => view.keys.isSet)).toEqual([true, true])
  // What is saved twice has a backup that knows of it.
  for (const theme of ['dark', 'light']) expect((await first.request('settings.update', { theme })).ok).toBe(true)
  const shown = (await first.snapshot()).sources.map(({ name, keys }) => [name, keys.lastFour])
  await first.app.close()
  const kept = readFileSync(join(dataDir, 'keys.json'), 'utf8')
  const settingsFile = join(dataDir, 'settings.json')
  const whole = readFileSync(settingsFile, 'utf8')
  writeFileSync(settingsFile, whole.slice(0, whole.length / 2))

  const second = await launch()
  const told = async (): Promise<unknown> =>
    (await second.snapshot()).sources.map(({ name, keys }) => [name, keys.isSet, keys.lastFour])
  await expect.poll(told).toEqual(shown.map(([name, lastFour]) => [name, true, lastFour]))
  expect((await second.snapshot()).alarms.map(({ problem }) => problem.code)).toContain('settingsUnreadable')
  expect(readFileSync(join(dataDir, 'keys.json'), 'utf8')).toBe(kept)
})
