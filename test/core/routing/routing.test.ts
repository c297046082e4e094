import { describe, expect, it } from 'vitest'
import { hasLinesFor, isInCategories, routeOrder } from '../../../src/core/routing/routeOrder.ts'
import { routingProblems } from '../../../src/core/routing/routingProblems.ts'
import { defaultSettings, type Settings } from '../../../src/shared/settings/settings.ts'
import type { Route } from '../../../src/shared/settings/route.ts'
import type { SourceSettings } from '../../../src/shared/settings/source.ts'
import { aLine, anOrder } from '../../support/anOrder.ts'
import { aPrinter } from '../../support/aPrinter.ts'
import { aRoute as aRouteWith } from '../../support/aRoute.ts'

const connection = { kind: 'tcp' as const, host: '127.0.0.1', port: 9100 }
const till = aPrinter({ id: 'till', name: 'Kasa', connection })
const kitchen = aPrinter({ id: 'kitchen', name: 'Mutfak', connection })
const off = aPrinter({ id: 'off', name: 'Eski', connection, enabled: false })

const aRoute = (id: string, given: Partial<Route> = {}): Route => aRouteWith({ id, ...given })

const aSource = (id: string, name: string): SourceSettings => ({
  id,
  name,
  kind: 'restomenum',
  baseUrl: 'https://plugins.restomenum.app',
  pollSeconds: 5,
  enabled: true,
  consumer: null,
})

const settingsWith = (...routes: Route[]): Settings => ({
  ...defaultSettings,
  sources: [aSource('a', 'Kadıköy'), aSource('b', 'Moda')],
  printers: [till, kitchen, off],
  routes,
})

const order = anOrder({ orderId: '1', sourceId: 'a', channel: { id: 'getir', name: 'Getir' } })
const places = (settings: Settings, of = order): string[] =>
  routeOrder(of, settings).map(({ printerId, routeId, copy }) => `${printerId} ${routeId} ${copy}`)

describe('routeOrder', () => {
  it('sends everything to every printer in use while no route is set or in use', () => {
    expect(places(settingsWith())).toEqual(['till null 1', 'kitchen null 1'])
    expect(places(settingsWith(aRoute('r', { enabled: false })))).toEqual(['till null 1', 'kitchen null 1'])
  })

  it('follows source, channel and type, each or all', () => {
    const routed = (given: Partial<Route>): boolean => places(settingsWith(aRoute('r', given))).length > 0
    expect([routed({ sourceIds: ['a'] }), routed({ sourceIds: ['b'] })]).toEqual([true, false])
    expect([routed({ channelIds: ['getir'] }), routed({ channelIds: ['packet'] })]).toEqual([true, false])
    expect([routed({ types: ['delivery'] }), routed({ types: ['pickup'] })]).toEqual([true, false])
    expect(routed({ sourceIds: [] })).toBe(false)
  })

  it('takes what does not say how it is consumed as a packet', () => {
    const settings = settingsWith(aRoute('r', { types: ['delivery'] }))
    expect(places(settings, { ...order, type: 'unknown' })).toEqual(['till r 1'])
  })

  it('wants each copy by itself, and nothing of a printer that is off or gone', () => {
    const settings = settingsWith(
      aRoute('r', { copies: 2 }),
      aRoute('s', { printerId: 'off' }),
      aRoute('t', { printerId: 'x' }),
    )
    expect(places(settings)).toEqual(['till r 1', 'till r 2'])
  })
})

describe('categories', () => {
  const drink = aLine({ id: '1', category: 'İÇECEKLER ' })
  it('are compared as people read them', () => {
    expect(isInCategories(['içecekler'], drink)).toBe(true)
    expect(isInCategories(['Tatlılar'], drink)).toBe(false)
    expect(isInCategories(['x'], aLine({ id: '1', category: null }))).toBe(false)
  })
  it('are not asked while the lines are not known', () => {
    expect(hasLinesFor({ categories: ['x'] }, { lines: [], completeness: 'summary' })).toBe(true)
    expect(hasLinesFor({ categories: ['x'] }, { lines: [drink], completeness: 'full' })).toBe(false)
  })
})

describe('routingProblems', () => {
  const problems = (...routes: Route[]): ReturnType<typeof routingProblems> =>
    routingProblems(settingsWith(...routes), ['getir', 'packet'])

  it('finds none where there are no routes, or one takes all', () => {
    expect(problems()).toEqual([])
    expect(problems(aRoute('all'))).toEqual([])
  })

  it('names what goes to no printer, in as few sentences as possible', () => {
    expect(problems(aRoute('r', { types: ['delivery'] }))).toEqual([
      { kind: 'hole', sourceName: 'Kadıköy', type: 'pickup', channelId: null },
      { kind: 'hole', sourceName: 'Moda', type: 'pickup', channelId: null },
    ])
    expect(problems(aRoute('r', { sourceIds: ['a'] })).map((problem) => problem.kind)).toEqual(['hole', 'hole'])
  })

  it('names a channel that is left out', () => {
    const others = problems(aRoute('r', { channelIds: ['getir', 'packet'] }))
    expect(others).toContainEqual({ kind: 'hole', sourceName: 'Kadıköy', type: 'delivery', channelId: '*' })
    expect(others).not.toContainEqual(expect.objectContaining({ channelId: 'getir' }))
  })

  it('names orders of which only a part is printed', () => {
    expect(problems(aRoute('r', { categories: ['Tatlılar'] }))).toContainEqual({
      kind: 'partly',
      sourceName: 'Kadıköy',
      type: 'delivery',
      channelId: null,
    })
  })

  it('names two routes that print the same slip twice, but not a courier slip and a kitchen slip', () => {
    expect(problems(aRoute('r'), aRoute('s', { channelIds: ['getir'] }))).toEqual([
      { kind: 'doubled', routeName: 'r', otherName: 's', printerName: 'Kasa' },
    ])
    expect(problems(aRoute('r'), aRoute('s', { printerId: 'kitchen' }))).toEqual([])
    expect(problems(aRoute('r'), aRoute('s', { hasPrices: false, hasCustomer: false }))).toEqual([])
    expect(problems(aRoute('r', { sourceIds: ['a'] }), aRoute('s', { sourceIds: ['b'] }))).toEqual([])
  })

  it('names a rule that waits for categories from a source that sends none', () => {
    const found = problems(aRoute('all'), aRoute('r', { sourceIds: ['a'], categories: ['Tatlılar'] }))
    expect(found).toContainEqual({ kind: 'noCategories', routeName: 'r', sourceName: 'Kadıköy' })
    expect(found.filter((problem) => problem.kind === 'noCategories')).toHaveLength(1)
  })

  it('names a route whose printer is off', () => {
    expect(problems(aRoute('all'), aRoute('r', { printerId: 'off' }))).toEqual([{ kind: 'noPrinter', routeName: 'r' }])
  })
})
