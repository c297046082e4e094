import { fail, ok, type Result } from '../../shared/contract/problems.ts'
import type { UpdateView } from '../../shared/contract/update.ts'
import { hourOf } from '../../shared/model/istanbulTime.ts'
import type { UpdateSettings } from '../../shared/settings/updates.ts'
import type { Host } from '../host.ts'
import { firstState, stepUpdate, type Surroundings, type UpdateEvent, type UpdateState } from './updateRules.ts'

export interface Updates {
  /** Once a second. */
  tick(): void
  /** A person wants to know now. A door that is updated otherwise has nothing to look for. */
  check(): Result<null>
  /** A person wants it now. `updateWaitsForSlips`: a slip is open. */
  install(): Result<{ isInstalling: boolean }>
  /** null: this door is updated otherwise. */
  view(): UpdateView | null
}

interface UpdatesDependencies {
  host: Pick<Host, 'random' | 'updates' | 'clock'>
  /** null: Tezgah is closed just now. */
  settings(): UpdateSettings | null
  /** Asked only when it matters. */
  shop(): Pick<Surroundings, 'isLineIdle' | 'hasOpenSlips' | 'hasUnseenOrders'>
  onChange(): void
}

/** Carries out what `stepUpdate` wants, one thing at a time. */
export function createUpdates({ host, settings, shop, onChange }: UpdatesDependencies): Updates {
  const port = host.updates
  let state: UpdateState = firstState(host.clock.monotonicMs(), host.random())
  let checkedAtMs: number | null = null

  const surroundings = (event: UpdateEvent): Surroundings => {
    const set = settings()
    // What the shop is doing takes reading, and most ticks do not need it.
    const isShopAsked = state.kind === 'ready' || (state.kind === 'found' && event.kind === 'tick')
    return {
      nowMs: host.clock.monotonicMs(),
      random: host.random(),
      isOn: set?.isOn ?? true,
      isQuietHour: port?.installsUnasked === true && set !== null && set.quietHour === hourOf(host.clock.nowMs()),
      ...(isShopAsked ? shop() : { isLineIdle: false, hasOpenSlips: true, hasUnseenOrders: true }),
    }
  }

  const apply = (event: UpdateEvent): void => {
    const before = state
    const step = stepUpdate(state, event, surroundings(event))
    state = step.state
    if (step.effect !== null) void carryOut[step.effect]()
    if (state !== before) onChange()
  }

  const carryOut = {
    check: async () => {
      const result = (await port?.check(settings()?.feedUrl ?? null)) ?? ok(null)
      if (result.ok) checkedAtMs = host.clock.nowMs()
      apply({ kind: 'checked', result })
    },
    download: async () => apply({ kind: 'downloaded', result: (await port?.download()) ?? fail('notFound') }),
    install: async () => {
      const problem = await port?.install()
      if (problem !== undefined) apply({ kind: 'notInstalled', problem })
    },
  }

  return {
    tick: () => {
      if (port !== undefined && settings() !== null) apply({ kind: 'tick' })
    },
    check: () => {
      if (port !== undefined) apply({ kind: 'askedToCheck' })
      return ok(null)
    },
    install: () => {
      if (port === undefined || state.kind !== 'ready') return ok({ isInstalling: isInstalling(state) })
      apply({ kind: 'askedToInstall' })
      return isInstalling(state) ? ok({ isInstalling: true }) : fail('updateWaitsForSlips')
    },
    view: () => (port === undefined ? null : viewOf(state, port.installsUnasked, checkedAtMs)),
  }
}

const isInstalling = (state: UpdateState): boolean => state.kind === 'installing'

function viewOf(state: UpdateState, installsUnasked: boolean, checkedAtMs: number | null): UpdateView {
  const release = 'release' in state ? state.release : null
  return {
    state: state.kind === 'resting' ? 'none' : state.kind,
    version: release?.version ?? null,
    notes: [...(release?.notes ?? [])],
    problem: 'problem' in state ? state.problem : null,
    installsUnasked,
    checkedAtMs,
  }
}
