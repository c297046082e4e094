import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { channelOf } from '../../src/shared/model/channel.ts'
import { channelIdOf } from '../../src/shared/model/channel.ts'
import { channelsToOffer } from '../../src/renderer/routing/channelNames.ts'
import { moved, named, newRoute, toggled, withRoute } from '../../src/renderer/routing/routeDrafts.ts'
import { sayRoute, sayRoutingProblems } from '../../src/renderer/routing/sayRoute.ts'
import { startWords } from '../../src/renderer/words/startWords.ts'
import { requests } from '../../src/shared/contract/requests.ts'
import { aPrinter } from '../support/aPrinter.ts'
import { scenarioCards } from './fixtures.ts'
import { route, shopRoutes } from './routingFixture.ts'

beforeAll(() => startWords('tr'))

const connection = { kind: 'tcp', host: '10.0.0.9', port: 9100 } as const
const printers = [
  aPrinter({ id: 'kasa', name: 'Kasa', connection }),
  aPrinter({ id: 'mutfak', name: 'Mutfak', connection }),
]
const sources = [
  { id: 'kadikoy', name: 'Kadıköy' },
  { id: 'moda', name: 'Moda' },
]
const names = { sources, printers, channels: channelsToOffer([], []) }

/** Amounts keep their unit beside them on the screen; here a plain space reads better. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

describe('a rule as a sentence', () => {
  it('says which orders, where to, and what is not on the slip', () => {
    const [kitchen = route('x')] = shopRoutes()
    const { from, to } = sayRoute(i18next.t, kitchen, names)
    expect(from).toBe('Kadıköy · Yemeksepeti, Getir · Paket')
    expect(plain(to)).toBe('Mutfak · 1 kopya · müşteri bilgisi yok, fiyat yok · yazı 2')
  })

  it('says so when it is for all orders, and when its printer is gone', () => {
    expect(sayRoute(i18next.t, route('x', { printerId: 'gone' }), names)).toMatchObject({ from: 'Bütün siparişler' })
    expect(sayRoute(i18next.t, route('x', { printerId: 'gone' }), names).to).toContain('yazıcı seçilmemiş')
  })

  it('names what it does not know by its id, rather than leaving it out', () => {
    expect(sayRoute(i18next.t, route('x', { channelIds: ['migrosyemek'], sourceIds: ['eski'] }), names).from).toBe(
      'eski · Migros Yemek',
    )
  })
})

describe('what the rules leave out', () => {
  const say = (problems: Parameters<typeof sayRoutingProblems>[1], of = sources) =>
    sayRoutingProblems(i18next.t, problems, { sources: of, channels: names.channels })

  it('is one sentence for all the places it happens at', () => {
    const hole = (sourceName: string, channelId: string | null) =>
      ({ kind: 'hole', sourceName, type: 'pickup', channelId }) as const
    expect(say([hole('Kadıköy', null), hole('Moda', 'getir'), hole('Moda', '*')])).toEqual([
      'Gel-al siparişleri (Kadıköy; Moda · Getir; Moda · diğer kanallar) hiçbir yazıcıya gitmiyor.',
    ])
    expect(say([hole('Kadıköy', null), hole('Moda', null)])).toEqual(['Gel-al siparişleri hiçbir yazıcıya gitmiyor.'])
    expect(say([hole('Kadıköy', null)], sources.slice(0, 1))).toEqual(['Gel-al siparişleri hiçbir yazıcıya gitmiyor.'])
  })

  it('tells a hole from an order that is printed only in part', () => {
    const gap = { sourceName: 'Kadıköy', type: 'delivery', channelId: null } as const
    expect(
      say([
        { kind: 'hole', ...gap },
        { kind: 'partly', ...gap },
      ]),
    ).toHaveLength(2)
  })

  it('names both rules that print the same slip, and the rule without a printer', () => {
    const sentences = say([
      { kind: 'doubled', routeName: 'A', otherName: 'B', printerName: 'Kasa' },
      { kind: 'noPrinter', routeName: 'C' },
    ])
    expect(sentences).toEqual([
      '“A” ve “B” aynı fişi Kasa yazıcısından iki kez basıyor.',
      '“C” kuralının yazıcısı yok ya da kapalı.',
    ])
  })
})

describe('rules on the screen', () => {
  it('start as a whole slip on the first printer in use, in the contract’s shape', () => {
    const fresh = named(newRoute(shopRoutes(), printers), shopRoutes(), printers)
    expect(requests['routes.save'].input.safeParse({ routes: [...shopRoutes(), fresh] }).success).toBe(true)
    expect(fresh).toMatchObject({ printerId: 'kasa', name: 'Kasa' })
  })

  it('never take an id twice, nor a name that another rule has', () => {
    const routes = [route('rule-2', { name: 'Kasa' })]
    const fresh = newRoute(routes, printers)
    expect(fresh.id).not.toBe('rule-2')
    expect(named(fresh, routes, printers).name).toBe('Kasa 2')
    expect(named({ ...fresh, name: '  Bar ' }, routes, printers).name).toBe('Bar')
  })

  it('move one place, and stay where the list ends', () => {
    const ids = (step: -1 | 1, id: string) => moved(shopRoutes(), id, step).map((each) => each.id)
    expect(ids(1, 'mutfak')).toEqual(['kurye', 'mutfak', 'bar'])
    expect(ids(-1, 'mutfak')).toEqual(['mutfak', 'kurye', 'bar'])
    expect(ids(1, 'bar')).toEqual(['mutfak', 'kurye', 'bar'])
  })

  it('are replaced in their place', () => {
    const routes = withRoute(shopRoutes(), route('kurye', { name: 'Motor' }))
    expect(routes.map((each) => each.name)).toEqual(['Mutfak', 'Motor', 'Bar'])
    expect(withRoute(routes, route('new'))).toHaveLength(4)
  })

  it('are for all again when the last narrowing is taken back', () => {
    expect(toggled(null, 'a')).toEqual(['a'])
    expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggled(['a'], 'a')).toBeNull()
  })
})

describe('channels', () => {
  it.each(['Migros Yemek', 'GETİR', 'getir yemek', 'Trendyol Go', 'YemekSepeti', 'Tıkla Gelsin', 'Çiğ Köfteci'])(
    'typed as %s have the id that their orders carry',
    (word) => expect(channelIdOf(word)).toBe(channelOf(word).id),
  )

  it('typed as Telefon are the phone', () => expect(channelIdOf('Telefon')).toBe('packet'))

  it('are offered once each: the known, those of the board, those of the rules', () => {
    const offered = channelsToOffer(scenarioCards(), ['getir', 'migrosyemek']).map(({ id }) => id)
    expect(offered).toEqual([...new Set(offered)])
    expect(offered).toEqual(expect.arrayContaining(['packet', 'salon', 'migrosyemek']))
  })
})
