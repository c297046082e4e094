import { createServer } from 'node:http'
import type { Page } from '@playwright/test'
import { expect, openBoard, request, snapshot, test } from './door.ts'

/** Who gets in, in a real browser: faults 42 and 43 of docs/faults.md. */

test('another browser without a session is refused, and told in words what to do', async ({
  openDoor,
  page,
  browser,
}) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  const stranger = await (await browser.newContext({ locale: 'tr-TR' })).newPage()
  for (const address of [`http://127.0.0.1:${door.port}/`, door.address]) {
    await stranger.goto(address)
    await expect(stranger.getByRole('alert').filter({ hasText: 'izni yok' })).toBeVisible()
    expect(await request(stranger, 'snapshot.get', {})).toEqual({ ok: false, error: { code: 'forbidden' } })
    expect(new URL(stranger.url()).hash).toBe('')
  }
  await stranger.context().close()
})

test('an address with a page leads there, and only its token is taken out', async ({ openDoor, page }) => {
  const door = await openDoor()
  await openBoard(page, `${door.address}/ayarlar/printers`)
  await expect(page.getByRole('tab', { name: 'Yazıcılar' })).toHaveAttribute('aria-selected', 'true')
  expect(new URL(page.url()).hash).toBe('#/ayarlar/printers')
  await page.reload()
  await expect(page.getByRole('tab', { name: 'Yazıcılar' })).toHaveAttribute('aria-selected', 'true')
})

test('a reload keeps the session, which no cookie carries', async ({ openDoor, page, context }) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  await page.reload()
  await expect.poll(async () => (await snapshot(page)).door).toBe('browser')
  expect(await context.cookies()).toEqual([])
})

test('another program on this machine hears nothing of the session and cannot lock the shop out', async ({
  openDoor,
  page,
  context,
}) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  // Cookies know no ports: whatever it sets comes to Tezgah, and whatever Tezgah set would come to it.
  const heard: string[] = []
  const junk = 'x'.repeat(3_900)
  const server = createServer({ maxHeaderSize: 2 ** 20 }, (asked, answer) => {
    heard.push(JSON.stringify(asked.headers))
    const count = Number(new URL(asked.url ?? '', 'http://x').searchParams.get('from'))
    answer.setHeader(
      'Set-Cookie',
      Array.from({ length: 20 }, (_, index) => `junk${count + index}=${junk}; Path=/; Max-Age=9999`),
    )
    answer.end('<!doctype html><title>other</title>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const other = await context.newPage()
  for (let from = 0; from < 160; from += 20)
    await other.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/?from=${from}`)
  server.close()
  expect((await context.cookies()).length).toBeGreaterThan(100)

  await page.reload()
  await expect.poll(async () => (await snapshot(page)).door).toBe('browser')
  const secret = await page.evaluate(() => sessionStorage.getItem('tezgah-session'))
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(heard.join()).not.toContain(secret)
})

test('a program on the port of a Tezgah that is gone gets nothing that opens the next one', async ({
  openDoor,
  page,
}) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  await door.end('SIGKILL')
  const asked: { path: string; secret: string; body: string }[] = []
  const server = createServer((incoming, answer) => {
    let body = ''
    incoming.on('data', (piece: Buffer) => (body += piece.toString()))
    incoming.on('end', () => {
      asked.push({ path: incoming.url ?? '', secret: String(incoming.headers['x-tezgah-session'] ?? ''), body })
      if (incoming.url === '/session/challenge') return void answer.end(JSON.stringify({ challenge: 'mine' }))
      answer.writeHead(401).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(door.port, '127.0.0.1', resolve))
  await expect.poll(() => asked.some(({ path }) => path === '/session/resume'), { timeout: 20_000 }).toBe(true)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))

  await openDoor({ port: door.port })
  const origin = `http://127.0.0.1:${door.port}`
  const headers = { 'Content-Type': 'application/json', Origin: origin }
  for (const { secret } of asked)
    expect(
      (
        await fetch(`${origin}/api/snapshot.get`, {
          method: 'POST',
          headers: { ...headers, 'x-tezgah-session': secret },
          body: '{}',
        })
      ).status,
    ).toBe(401)
  for (const { body } of asked.filter(({ path }) => path === '/session/resume'))
    expect((await fetch(`${origin}/session/resume`, { method: 'POST', headers, body })).status).toBe(401)
  // The page itself goes on.
  await expect.poll(async () => (await snapshot(page))?.door, { timeout: 20_000 }).toBe('browser')
})

test('a screen is signed out from another one, and says what to do', async ({ openDoor, page, browser }) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  const own = (await request(page, 'screens.list', {})).value as { id: string }[]
  const address = await addressFor(page)
  const second = await (await browser.newContext({ locale: 'tr-TR' })).newPage()
  await openBoard(second, address)
  const both = (await request(page, 'screens.list', {})).value as { id: string }[]
  const [other] = both.filter(({ id }) => !own.some((each) => each.id === id))
  await page.getByRole('button', { name: 'Ayarlar', exact: true }).click()
  await page.getByRole('tab', { name: 'Genel' }).click()
  await expect(page.getByRole('button', { name: 'Bu ekranı kapat' })).toHaveCount(2)
  await request(page, 'screens.signOut', { id: other?.id })
  await expect(second.getByRole('alert').filter({ hasText: 'izni yok' })).toBeVisible({ timeout: 15_000 })
  expect(await request(second, 'snapshot.get', {})).toEqual({ ok: false, error: { code: 'forbidden' } })
  await second.context().close()
})

const addressFor = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const headers = { 'x-tezgah-session': sessionStorage.getItem('tezgah-session') ?? '' }
    const answer = await fetch('/session/address', { method: 'POST', headers })
    return ((await answer.json()) as { address: string }).address
  })

test('an open screen can let a second one in', async ({ openDoor, page, browser }) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  const address = await addressFor(page)
  const second = await (await browser.newContext()).newPage()
  await openBoard(second, address)
  await second.context().close()
})

test('more copies of a tab than there are streams for do not push each other out for ever', async ({
  openDoor,
  page,
  context,
}) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  let streams = 0
  context.on('request', (asked) => (streams += asked.url().endsWith('/api/events') ? 1 : 0))
  // A tab that another one opens begins with a copy of what that one keeps.
  for (let copy = 0; copy < 5; copy++) await page.evaluate(() => void window.open(location.href))
  await expect.poll(() => context.pages().length).toBe(6)
  await page.waitForTimeout(12_000)
  expect(streams).toBeLessThan(30)
  expect((await snapshot(page)).door).toBe('browser')
})

test('a fresh address pasted into a refused page lets it in', async ({ openDoor, page, browser }) => {
  const door = await openDoor()
  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(`http://127.0.0.1:${door.port}/`)
  await expect(stranger.locator('#tezgah-door-notice')).toBeVisible()
  await openBoard(stranger, door.address)
  await expect(stranger.locator('#tezgah-door-notice')).toHaveCount(0)
  await stranger.context().close()
  await page.close()
})

test('a hostile page in the same browser can neither act nor read', async ({ openDoor, page, context, shop }) => {
  const door = await openDoor()
  await openBoard(page, door.address)
  shop.addPacket({ pos: 'restomenum', lines: [{ title: 'Gizli' }] })
  await expect.poll(async () => (await snapshot(page)).unacknowledgedCount).toBe(1)
  const key = (await snapshot(page)).cards[0]?.key ?? ''

  // Another port of the same machine is the same site to cookies: only the checks of Origin and Sec-Fetch-Site help.
  const server = createServer((_asked, answer) => answer.end('<!doctype html><title>hostile</title>'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const hostile = await context.newPage()
  await hostile.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`)
  const got = await hostile.evaluate(tryEverything, { origin: `http://127.0.0.1:${door.port}`, key })
  expect(got).toEqual({ read: 'refused', acted: 'refused', heard: 'refused', framed: 'refused' })
  server.close()
  expect((await snapshot(page)).unacknowledgedCount).toBe(1)
})

/** Runs in the hostile page. */
async function tryEverything({ origin, key }: { origin: string; key: string }): Promise<Record<string, string>> {
  const refused = (): string => 'refused'
  const body = JSON.stringify({ keys: [key] })
  const url = `${origin}/api/orders.acknowledge`
  const headers = { 'Content-Type': 'application/json' }
  const read = await fetch(url, { method: 'POST', credentials: 'include', headers, body }).then(() => 'read', refused)
  const acted = await fetch(url, { method: 'POST', credentials: 'include', mode: 'no-cors', body }).then(
    () => 'sent',
    refused,
  )
  const heard = await new Promise<string>((resolve) => {
    const source = new EventSource(`${origin}/api/events`, { withCredentials: true })
    source.addEventListener('open', () => resolve('heard'))
    source.addEventListener('error', () => {
      source.close()
      resolve('refused')
    })
  })
  const framed = await new Promise<string>((resolve) => {
    const frame = document.createElement('iframe')
    frame.src = `${origin}/`
    frame.addEventListener('load', () => resolve(frame.contentDocument === null ? 'refused' : 'framed'))
    document.body.append(frame)
  })
  return { read, acted, heard, framed }
}
