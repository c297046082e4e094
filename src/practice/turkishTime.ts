import { istanbulWall } from '../shared/model/istanbulTime.ts'

/** `2025-01-15T16:22:23.02`: Turkish local time without a zone, trailing zeros of the fraction dropped, as Adisyo does. */
export const turkishLocal = (epochMs: number): string => istanbulWall(epochMs).replace(/\.?0*$/, '')
