import type { PosClient } from '../../src/core/vendors/posClient.ts'

/** The part of a client that tells its vendor of an order's way, where a test has nothing to do with it. */
export const deafToSteps: Pick<PosClient, 'readStatus' | 'writeStatus' | 'listCouriers' | 'listPaymentTypes'> = {
  readStatus: async () => ({ ok: true, value: { phase: null, courierId: null } }),
  writeStatus: async () => ({ ok: false, error: { code: 'writeDenied' } }),
  listCouriers: async () => ({ ok: true, value: [] }),
  listPaymentTypes: async () => ({ ok: true, value: [] }),
}
