import { type Route, routeSchema } from '../../src/shared/settings/route.ts'

/** A route that takes everything to the till, with whatever a test cares about laid over it. */
export const aRoute = (given: Partial<Route> & Pick<Route, 'id'>): Route =>
  routeSchema.parse({
    name: given.id,
    enabled: true,
    printerId: 'till',
    sourceIds: null,
    channelIds: null,
    types: null,
    categories: null,
    copies: 1,
    hasCustomer: true,
    hasPrices: true,
    textSize: 1,
    printsChanges: true,
    ...given,
  })
