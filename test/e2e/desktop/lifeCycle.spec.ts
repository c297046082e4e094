import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, startAndWait, startArguments, test } from './tezgah.ts'

const isVisible = (
  app: Awaited<ReturnType<Parameters<Parameters<typeof test>[2]>[0]['launch']>>['app'],
): Promise<boolean | undefined> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())

test('it starts and shows the board', async ({ launch }) => {
  const { app, page, snapshot } = await launch()
  await expect(page.locator('body')).toContainText(/\S/)
  await expect.poll(() => isVisible(app)).toBe(true)
  expect(await snapshot()).toMatchObject({ door: 'desktop', cards: [], settings: { language: 'tr' } })
})

test('closing the window hides it; the shop goes on', async ({ launch }) => {
  const { app, page, snapshot } = await launch()
  await expect.poll(() => isVisible(app)).toBe(true)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await isVisible(app)).toBe(false)
  expect((await snapshot()).door).toBe('desktop')
  await expect(page.locator('body')).toContainText(/\S/)
})

test('a second start brings the first one forward and ends', async ({ launch, dataDir }) => {
  const { app } = await launch()
  await expect.poll(() => isVisible(app)).toBe(true)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const second = await startAndWait(await startArguments(dataDir))
  expect(second.code).toBe(0)
  await expect.poll(() => isVisible(app)).toBe(true)
})

test('quit ends it cleanly, and the data folder is free', async ({ launch, dataDir }) => {
  const { app } = await launch()
  const lock = join(dataDir, 'instance.json')
  expect(existsSync(lock)).toBe(true)
  const exit = once(app.process(), 'exit')
  await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined)
  expect((await exit)[0]).toBe(0)
  expect(existsSync(lock)).toBe(false)
})

test('SIGTERM ends it cleanly', async ({ launch }) => {
  const { app } = await launch()
  const exit = once(app.process(), 'exit')
  app.process().kill('SIGTERM')
  expect(await exit).toEqual([0, null])
})

test('an installer’s --quit-for-update ends the running app, and starts none where there is none', async ({
  launch,
  dataDir,
}) => {
  const { app } = await launch()
  const exit = once(app.process(), 'exit')
  const asking = await startArguments(dataDir)
  expect((await startAndWait([...asking, '--quit-for-update'])).code).toBe(0)
  expect(await exit).toEqual([0, null])
  expect((await startAndWait([...asking, '--quit-for-update'])).code).toBe(0)
  expect(existsSync(join(dataDir, 'instance.json'))).toBe(false)
})

test('what an installer left in the data folder is taken over; keys in clear do not stay beside the kept ones', async ({
  launch,
  dataDir,
}) => {
  mkdirSync(dataDir, { recursive: true })
  const source = { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c' }
  const files = ['provision.json', 'provision-setup.json'].map((name) => join(dataDir, name))
  writeFileSync(files[0] ?? '', JSON.stringify({ language: 'en', sources: [source] }))
  writeFileSync(files[1] ?? '', '{ "autostart": true }')
  const { snapshot } = await launch()
  await expect.poll(async () => (await snapshot()).sources[0]?.keys.isSet).toBe(true)
  const { keyring, settings } = await snapshot()
  expect(settings).toMatchObject({ language: 'en', autostart: true })
  // Without a keyring the keys live for the run, and the file goes on being needed.
  await expect.poll(() => files.map((file) => existsSync(file))).toEqual(files.map(() => keyring !== 'system'))
})

test('a page that crashes comes back, and the core never noticed', async ({ launch }) => {
  const { app } = await launch()
  const back = await app.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        // The first page may still be on its way to being loaded.
        contents?.once('render-process-gone', () => {
          contents.once('did-finish-load', () => {
            resolve(contents.executeJavaScript("window.tezgah.request('snapshot.get', {})"))
          })
        })
        contents?.forcefullyCrashRenderer()
      }),
  )
  expect(back).toMatchObject({ ok: true, value: { door: 'desktop' } })
})

test('a broken settings file is set aside and said so, and the app starts', async ({ launch, dataDir }) => {
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(join(dataDir, 'settings.json'), '{"version": 1, "langu')
  const { snapshot } = await launch()
  const { alarms, settings } = await snapshot()
  expect(settings.language).toBe('tr')
  expect(alarms.map((alarm) => alarm.subject)).toContain('settings')
})

test('a provisioning file that is wrong stops the start with a sentence that repeats none of it', async ({
  dataDir,
}) => {
  const canary = 'canary-0f6d2b-key'
  const source = { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'https://evil.example', apiKey: canary }
  const { code, said } = await startAndWait(await startArguments(dataDir, { sources: [source] }))
  expect(code).toBe(2)
  expect(said).toContain('sources.0.baseUrl')
  expect(said).not.toContain(canary)
})

test('38: an exception nobody caught restarts the core once, and the board says so', async ({ launch }) => {
  const { app, snapshot } = await launch()
  const throwOne = (): Promise<unknown> =>
    app.evaluate(
      () =>
        void setTimeout(() => {
          throw new Error('planted')
        }),
    )
  await throwOne()
  const codes = async (): Promise<string[]> => (await snapshot()).alarms.map(({ problem }) => problem.code)
  await expect.poll(codes).toEqual(['coreRestarted'])
  await throwOne()
  expect((await snapshot()).door).toBe('desktop')
})

test('37: a page that hangs is ended and comes back, and the core never noticed', async ({ launch }) => {
  const { app, page, snapshot } = await launch()
  const { rev } = await snapshot()
  void page
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined)
  // What Electron says of a page that has not answered for a while.
  const back = await app.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        const [window] = BrowserWindow.getAllWindows()
        const contents = window?.webContents
        contents?.once('did-finish-load', () => {
          resolve(contents.executeJavaScript("window.tezgah.request('snapshot.get', {})"))
        })
        window?.emit('unresponsive')
      }),
  )
  expect(back).toMatchObject({ ok: true, value: { door: 'desktop' } })
  expect((back as { value: { rev: number } }).value.rev).toBeGreaterThanOrEqual(rev)
})

test('the computer is kept awake, and a file says that the core goes on', async ({ launch, dataDir }) => {
  const source = { kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c' }
  const { app } = await launch({ provision: { sources: [source] } })
  await expect.poll(() => app.evaluate(({ powerSaveBlocker }) => powerSaveBlocker.isStarted(1))).toBe(true)
  await expect.poll(() => existsSync(join(dataDir, 'alive.json'))).toBe(true)
})
