import { readFileSync } from 'node:fs'
import { expect, preloadPath, test } from './tezgah.ts'

test('the page has two verbs and nothing of Node or Electron', async ({ launch }) => {
  const { page } = await launch()
  const found = await page.evaluate(() => ({
    verbs: Object.keys(window.tezgah ?? {}).toSorted(),
    isFrozen: Object.isFrozen(window.tezgah),
    reachable: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', 'global'].filter(
      (name) => name in window,
    ),
  }))
  expect(found).toEqual({ verbs: ['on', 'request'], isFrozen: true, reachable: [] })
})

test('the preload is one small file that needs nothing but Electron', () => {
  const code = readFileSync(preloadPath, 'utf8')
  expect(Buffer.byteLength(code)).toBeLessThan(2_000)
  expect(code.match(/require\([^)]*\)/g)).toEqual(['require("electron")'])
})

test('the page comes with a policy that starts from nothing', async ({ launch }) => {
  const { page } = await launch()
  const policy = await page.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'))
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain('unsafe')
  expect(policy).not.toContain('http')
})

test('injected script does not run', async ({ launch }) => {
  const { page } = await launch()
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.injected = true'
    document.body.append(script)
    document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.injected = true">')
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    return 'injected' in window
  })
  expect(ran).toBe(false)
})

test('the page cannot be led away', async ({ launch }) => {
  const { app, page } = await launch()
  const before = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())
  expect(before).toBe('app://tezgah/index.html')
  const refused = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) =>
        BrowserWindow.getAllWindows()[0]?.webContents.once('will-navigate', (event) =>
          queueMicrotask(() => resolve(event.url)),
        ),
      ),
  )
  await page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  expect(await refused).toBe('https://example.com/')
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toBe(before)
  expect(await page.evaluate(() => 'tezgah' in window)).toBe(true)
})

test('a new window never opens; an allowed address goes to the system', async ({ launch }) => {
  const { app, page } = await launch()
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url) => void opened.push(url)
  })
  const opened = (): Promise<string[]> => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
  await page.evaluate(() => {
    for (const url of ['http://example.com/', 'file:///etc/passwd', 'ms-settings:about', 'https://maps.example/?q=1'])
      window.open(url)
  })
  await expect.poll(opened).toEqual(['https://maps.example/?q=1'])
  await expect.poll(() => app.windows().length).toBe(1)
})

test('every permission is denied', async ({ launch }) => {
  const { page } = await launch()
  const states = await page.evaluate(async () =>
    Promise.all(
      ['geolocation', 'camera', 'midi'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    ),
  )
  expect(states).toEqual(['denied', 'denied', 'denied'])
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
})

test('another window with the same preload is refused', async ({ launch }) => {
  const { app } = await launch()
  const answer = await app.evaluate(async ({ BrowserWindow }, preload) => {
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true },
    })
    await stranger.loadURL('data:text/html,<title>stranger</title>')
    const given: unknown = await stranger.webContents.executeJavaScript("window.tezgah.request('snapshot.get', {})")
    stranger.destroy()
    return given
  }, preloadPath)
  expect(answer).toEqual({ ok: false, error: { code: 'forbidden' } })
})

test('a request that is too large, unknown or misshapen is refused with a code', async ({ launch }) => {
  const { page, request } = await launch()
  const code = async (name: string, input: unknown): Promise<string | undefined> =>
    (await request(name, input)).error?.code
  expect(await code('orders.acknowledge', { keys: ['x'.repeat(10_000_000)], how: 'rail', runId: 'x', rev: 1 })).toBe(
    'invalidRequest',
  )
  expect(await code('no.such.request', {})).toBe('invalidRequest')
  expect(await code('constructor', {})).toBe('invalidRequest')
  expect(await code('orders.acknowledge', { keys: 'all', how: 'rail', runId: 'x', rev: 1 })).toBe('invalidRequest')
  expect(await code('order.get', { key: 'nobody:1' })).toBe('notFound')
  const cyclic = await page.evaluate(async () => {
    const input: Record<string, unknown> = {}
    input['self'] = input
    const answer = await window.tezgah?.request('snapshot.get', input as never).catch(() => null)
    return answer?.ok ?? false
  })
  expect(cyclic).toBe(false)
})

test('the app scheme serves the screen and nothing beside it', async ({ launch }) => {
  const { page } = await launch()
  const status = (path: string): Promise<number> => page.evaluate(async (asked) => (await fetch(asked)).status, path)
  expect(await status('./index.html')).toBe(200)
  expect(await status('./sounds/telephone.wav')).toBe(200)
  expect(await status('./sounds/alarm.wav')).toBe(200)
  for (const path of [
    '/..%2f..%2fpackage.json',
    '/%2e%2e/main/index.js',
    '/..%5c..%5cpackage.json',
    '/no-such.js',
    '/index.html%00.js',
  ]) {
    expect(await status(path)).toBe(404)
  }
})
