import type { SourceKind } from '../../shared/model/order.ts'
import { adisyo } from './adisyo/client.ts'
import type { PosVendor } from './posClient.ts'
import { restomenum } from './restomenum/client.ts'

/** Every vendor Tezgah knows. A new one is a folder beside these two and a line here. */
export const posVendors: Record<SourceKind, PosVendor> = { restomenum, adisyo }
