import type { Snapshot } from '../../shared/contract/snapshot.ts'

/** What the set-up leads through, in this order. */
export const setupSteps = ['source', 'printer', 'sound', 'computer'] as const
export type SetupStep = (typeof setupSteps)[number]

/** Where it goes on; from its beginning when it is done and asked for again. */
export const stepToOpen = ({ settings }: Snapshot): SetupStep =>
  setupSteps.find((step) => step === settings.setup) ?? 'source'

/** The step of a set-up that was begun and left; null: there is none to offer. */
export const setupToOffer = ({ settings }: Pick<Snapshot, 'settings'>): SetupStep | null =>
  setupSteps.find((step) => step === settings.setup) ?? null

/** Nobody has set anything up here yet. */
export const isFirstStart = ({ settings, sources }: Snapshot): boolean =>
  settings.setup === 'never' && sources.length === 0
