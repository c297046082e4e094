import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { createAdisyoClient } from '../../../src/core/vendors/adisyo/client.ts'
import { ids, KEYS, list, start } from './adisyoKit.ts'
import { closedOrigin, realTime, sendJson, sourceOf, unaborted } from './vendorDouble.ts'

/** A clock that stands still, except that whoever waits is woken at once, at the time asked for. */
function jumpingTime() {
  let nowMs = 0
  const timers = {
    after: (delayMs: number, callback: () => void) => {
      const immediate = setImmediate(() => {
        nowMs += delayMs
        callback()
      })
      return () => clearImmediate(immediate)
    },
  }
  return { clock: { nowMs: () => nowMs, monotonicMs: () => nowMs }, timers }
}

describe('pages', () => {
  const paged = async (answerPage: (page: number) => unknown, pollSeconds = 26) => {
    const time = jumpingTime()
    const startsMs: number[] = []
    const answer = (request: IncomingMessage, response: ServerResponse) => {
      startsMs.push(time.clock.monotonicMs())
      sendJson(response, answerPage(Number(new URL(request.url ?? '', 'http://x').searchParams.get('page'))))
    }
    return { ...(await start(answer, { pollSeconds }, time)), startsMs }
  }

  it('reads them all, each a gap after the one before', async () => {
    const all = ids(230)
    const { client, startsMs } = await paged((page) => list(all.slice((page - 1) * 100, page * 100), 230))
    const answer = await client.listOpen(unaborted())
    expect(answer.ok && answer.value.orders.length).toBe(230)
    expect(startsMs).toEqual([0, 26_000, 52_000])
    // The next poll's first page is a call to the same list.
    await client.listOpen(unaborted())
    expect(startsMs[3]).toBe(78_000)
  })

  it('a slow poll does not slow its pages', async () => {
    const { client, startsMs } = await paged((page) => list(ids(100, page * 100), 200), 300)
    await client.listOpen(unaborted())
    expect(startsMs).toEqual([0, 26_000])
  })

  it('rows repeated across pages are one', async () => {
    const { client } = await paged((page) => (page === 1 ? list(ids(100), 120) : list(ids(70, 51), 120)))
    const answer = await client.listOpen(unaborted())
    expect(answer.ok && new Set(answer.value.orders.map((order) => order.key)).size).toBe(120)
    expect(answer.ok && answer.value.orders.length).toBe(120)
  })

  it.each([
    ['on one page', [ids(3), ids(3)].flat(), 6],
    ['on several', ids(150).flatMap((row) => [row, row]), 300],
    ['on several, but not in the count', ids(150).flatMap((row) => [row, row]), 150],
  ])('rows doubled %s are one', async (_what, all, totalCount) => {
    const { client } = await paged((page) => list(all.slice((page - 1) * 100, page * 100), totalCount))
    const answer = await client.listOpen(unaborted())
    expect(answer.ok && answer.value.orders.length).toBe(new Set(all.map(({ id }) => id)).size)
  })

  it('an order that closed meanwhile is not waited for', async () => {
    const { client } = await paged((page) => (page === 1 ? list(ids(100), 101) : list([], 100)))
    expect(await client.listOpen(unaborted())).toMatchObject({ ok: true })
  })

  it.each([
    ['the same page for ever', () => list(ids(100), 250)],
    ['an empty page with orders still missing', (page: number) => (page === 1 ? list(ids(100), 250) : list([], 250))],
    ['a count far above what there is', () => list(ids(100), 1100)],
  ])('%s ends, and is no whole list', async (_what, answerPage) => {
    const { client, vendor } = await paged(answerPage)
    const answer = await client.listOpen(unaborted())
    expect(answer).toMatchObject({ ok: true, value: { extent: 'incomplete', failure: null } })
    expect(answer.ok && answer.value.orders.length).toBe(100)
    expect(vendor.requests).toHaveLength(2)
  })

  it('a count below what is on the first page is not believed: all pages are read', async () => {
    const all = ids(130)
    const { client, vendor } = await paged((page) => list(all.slice((page - 1) * 100, page * 100), 1))
    const answer = await client.listOpen(unaborted())
    expect(answer).toMatchObject({ ok: true, value: { extent: 'whole' } })
    expect([answer.ok && answer.value.orders.length, vendor.requests.length]).toEqual([130, 2])
  })

  it('orders that closed while it was read: what slipped between two pages is not said to be gone', async () => {
    const all = ids(150)
    const later = all.slice(30)
    const { client } = await paged((page) => (page === 1 ? list(all.slice(0, 100), 150) : list(later.slice(100), 120)))
    const answer = await client.listOpen(unaborted())
    expect(answer).toMatchObject({ ok: true, value: { extent: 'shifted' } })
    expect(answer.ok && answer.value.orders.length).toBe(120)
  })

  it('endless new pages end', async () => {
    const { client, vendor } = await paged((page) => list(ids(1, page), 1e9))
    expect(await client.listOpen(unaborted())).toMatchObject({ ok: true, value: { extent: 'incomplete' } })
    expect(vendor.requests).toHaveLength(100)
  })

  it('tells what is read before the next page is asked for', async () => {
    const { client, vendor } = await paged((page) => list(ids(100).slice(0, page === 1 ? 100 : 50), 150))
    const parts: [extent: string, orders: number, requests: number][] = []
    await client.listOpen(unaborted(), ({ extent, orders }) =>
      parts.push([extent, orders.length, vendor.requests.length]),
    )
    expect(parts).toEqual([['part', 100, 1]])
  })

  it('a second page that fails leaves what was read, and says why the rest is missing', async () => {
    const { client } = await paged((page) => (page === 1 ? list(ids(100), 150) : { status: 601, message: 'canary' }))
    const answer = await client.listOpen(unaborted())
    expect(answer).toMatchObject({ ok: true, value: { extent: 'incomplete', failure: { code: 'rateLimited' } } })
    expect(answer.ok && answer.value.orders.length).toBe(100)
  })

  it('a second page that refuses the key stops the source', async () => {
    const { client } = await paged((page) => (page === 1 ? list(ids(100), 150) : { status: 901, message: 'canary' }))
    expect(await client.listOpen(unaborted())).toMatchObject({ ok: false, error: { code: 'keyRejected' } })
  })

  it('an abort ends the wait for the next page', async () => {
    const { client, vendor } = await start((_request, response) => sendJson(response, list(ids(100), 150)), {
      pollSeconds: 30,
    })
    const stop = new AbortController()
    const call = client.listOpen(stop.signal)
    await vi.waitFor(() => expect(vendor.requests).toHaveLength(1))
    stop.abort()
    expect(await call).toEqual({ ok: false, error: { code: 'timedOut' } })
    expect(vendor.requests).toHaveLength(1)
  })

  it('a call that never reached the vendor does not count against its limit', async () => {
    const client = createAdisyoClient(sourceOf('adisyo', await closedOrigin(), { pollSeconds: 30 }), KEYS, realTime)
    expect(await client.listOpen(unaborted())).toMatchObject({ error: { code: 'offline' } })
    expect(await client.listOpen(unaborted())).toMatchObject({ error: { code: 'offline' } })
  })
})
