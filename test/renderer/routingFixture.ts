import type { RoutedSlipView } from '../../src/shared/contract/requests.ts'
import type { RoutingProblem } from '../../src/shared/model/routingProblem.ts'
import type { Route } from '../../src/shared/settings/route.ts'
import { aRoute } from '../support/aRoute.ts'
import { orderPage } from './orderFixture.ts'

export const route = (id: string, part: Partial<Route> = {}): Route => aRoute({ id, printerId: 'kasa', ...part })

export const shopRoutes = (): Route[] => [
  route('mutfak', {
    name: 'Mutfak',
    printerId: 'mutfak',
    sourceIds: ['kadikoy'],
    channelIds: ['yemeksepeti', 'getir'],
    types: ['delivery'],
    hasCustomer: false,
    hasPrices: false,
    textSize: 2,
  }),
  route('kurye', { name: 'Kurye', types: ['delivery'], copies: 2 }),
  route('bar', {
    name: 'Bar',
    printerId: 'bar',
    categories: ['İçecekler', 'Tatlılar'],
    enabled: false,
    printsChanges: false,
  }),
]

export const routingProblems: RoutingProblem[] = [
  { kind: 'hole', sourceName: 'Kadıköy', type: 'pickup', channelId: null },
  { kind: 'hole', sourceName: 'Moda', type: 'pickup', channelId: '*' },
  { kind: 'doubled', routeName: 'Mutfak', otherName: 'Kurye', printerName: 'Kasa' },
]

export function routedSlips(): RoutedSlipView[] {
  const { slip } = orderPage()
  return [
    {
      routeName: 'Mutfak',
      printerName: 'Mutfak',
      copies: 1,
      slip: { blocks: slip.blocks.filter((block) => block.kind !== 'qr').slice(0, 9) },
    },
    { routeName: 'Kurye', printerName: 'Kasa', copies: 2, slip },
    { routeName: 'Bar', printerName: 'Mutfak', copies: 1, slip: null },
  ]
}
