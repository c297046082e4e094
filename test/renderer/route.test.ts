import { assert, constantFrom, oneof, option, property, record, constant, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOf, routeAt, type Route } from '../../src/renderer/route.ts'

const text = string({ minLength: 1 })
const route = oneof(
  constant<Route>({ name: 'board' }),
  constant<Route>({ name: 'setup' }),
  constant<Route>({ name: 'about' }),
  record({ name: constant('order' as const), key: text }),
  record({ name: constant('lookup' as const), sourceId: text, orderId: text }),
  record({ name: constant('settings' as const), tab: constantFrom('sources', 'printers', 'routes', 'general') }),
  record({
    name: constant('journal' as const),
    filter: constantFrom('all', 'waiting', 'troubled'),
    printerId: option(text),
  }),
  record({ name: constant('ledger' as const), dayIso: option(constantFrom('2026-11-26', 'recall')) }),
  record({ name: constant('packing' as const) }),
  record({ name: constant('report' as const), dayIso: option(constantFrom('2026-11-26', '2025-02-28')) }),
)

describe('the address of a page', () => {
  it('leads back to that page, whatever stands in it', () => {
    assert(
      property(route, (page) => {
        expect(routeAt(addressOf(page as Route))).toEqual(page)
      }),
    )
  })

  it('reads as Turkish words', () => {
    expect(addressOf({ name: 'report', dayIso: '2026-11-26' })).toBe('#/gunsonu/2026-11-26')
    expect(addressOf({ name: 'ledger', dayIso: 'recall' })).toBe('#/defter/son')
    expect(addressOf({ name: 'board' })).toBe('#/')
  })

  it.each(['', '#', '#a-session-token', '#/nowhere', '#/%E0%A4%A', '#/siparis', '#/adisyo/only'])(
    'that names no page is the board: %j',
    (hash) => expect(routeAt(hash)).toEqual({ name: 'board' }),
  )

  it('with a part that is not one opens the page as it opens by itself', () => {
    expect(routeAt('#/gunsonu/yesterday')).toEqual({ name: 'report', dayIso: null })
    expect(routeAt('#/ayarlar/nothing')).toEqual({ name: 'settings', tab: 'sources' })
  })
})
