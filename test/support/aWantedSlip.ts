import { orderSubject, type WantedJob } from '../../src/shared/model/printJob.ts'

/** The first slip of an order of `shop`, at the till. */
export const aWantedSlip = (orderId: string, over: Partial<WantedJob> = {}): WantedJob => ({
  subject: orderSubject(`shop/${orderId}`),
  label: `#${orderId}`,
  kind: 'order',
  printerId: 'till',
  routeId: null,
  dedupe: 'first',
  reason: null,
  changes: null,
  ...over,
})
