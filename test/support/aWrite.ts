import type { VendorWrite } from '../../src/shared/model/dispatch.ts'

/** A step under way: on its way, sent once. */
export const aWrite = (over: Partial<VendorWrite>): Omit<VendorWrite, 'id'> => ({
  orderKey: 'shop/1',
  sourceId: 'shop',
  detailsId: '1',
  step: 'onTheWay',
  courierId: null,
  paymentTypeId: null,
  state: 'sending',
  problem: null,
  attempt: 1,
  wantedAtMs: 1,
  notBeforeMs: 1,
  expiresAtMs: 2,
  updatedAtMs: 1,
  ...over,
})
