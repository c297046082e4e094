import { describe, expect, it } from 'vitest'
import { fail, ok } from '../../../src/shared/contract/problems.ts'
import { firstState, stepUpdate, type Surroundings, type UpdateState } from '../../../src/core/updates/updateRules.ts'

const release = { version: '2.0.0', notes: ['bir', 'iki'] }
const calm: Surroundings = {
  nowMs: 0,
  random: 0.5,
  isOn: true,
  isQuietHour: false,
  isLineIdle: true,
  hasOpenSlips: false,
  hasUnseenOrders: false,
}
const HOUR_MS = 3_600_000
const ready: UpdateState = { kind: 'ready', release, problem: null, isTried: false }
const tick = (state: UpdateState, around: Partial<Surroundings> = {}) =>
  stepUpdate(state, { kind: 'tick' }, { ...calm, ...around })
const nextCheckMs = (state: UpdateState): number => (state.kind === 'resting' ? state.nextCheckMs : Number.NaN)

describe('an update', () => {
  it('is looked for some minutes after the start and every six hours, never by all counters at once', () => {
    expect(nextCheckMs(firstState(0, 0))).toBe(450_000)
    expect(nextCheckMs(firstState(0, 0.999))).toBeCloseTo(749_400, -3)
    expect(tick(firstState(0, 0), { nowMs: 449_999 }).effect).toBeNull()
    const looking = tick(firstState(0, 0), { nowMs: 450_000 })
    expect(looking.effect).toBe('check')
    const none = stepUpdate(looking.state, { kind: 'checked', result: ok(null) }, calm)
    expect(nextCheckMs(none.state)).toBe(6 * HOUR_MS)
    const gone = stepUpdate(looking.state, { kind: 'checked', result: fail('updateFeedUnreachable') }, calm)
    expect(nextCheckMs(gone.state)).toBe(HOUR_MS)
  })

  it('is fetched while the line is idle, and not before', () => {
    const found: UpdateState = { kind: 'found', release }
    expect(tick(found, { isLineIdle: false })).toEqual({ state: found, effect: null })
    expect(tick(found)).toEqual({ state: { kind: 'downloading', release }, effect: 'download' })
  })

  it('is installed by a press, unless a slip is open: then it says so and waits for the next press', () => {
    const pressed = stepUpdate(ready, { kind: 'askedToInstall' }, { ...calm, hasOpenSlips: true })
    expect(pressed).toEqual({ state: { ...ready, problem: { code: 'updateWaitsForSlips' } }, effect: null })
    expect(tick(pressed.state).effect).toBeNull()
    expect(stepUpdate(pressed.state, { kind: 'askedToInstall' }, calm).effect).toBe('install')
  })

  it.each([
    [{}, 'install'],
    [{ isQuietHour: false }, null],
    [{ hasOpenSlips: true }, null],
    [{ hasUnseenOrders: true }, null],
  ] as const)('installs itself in the quiet hour alone, with nothing open: %j', (around, effect) => {
    expect(tick(ready, { isQuietHour: true, ...around }).effect).toBe(effect)
  })

  it('that could not be installed is not tried again by itself, and a person can', () => {
    const { state } = stepUpdate(
      { kind: 'installing', release },
      { kind: 'notInstalled', problem: { code: 'updateNotInstalled' } },
      calm,
    )
    expect(tick(state, { isQuietHour: true }).effect).toBeNull()
    expect(stepUpdate(state, { kind: 'askedToInstall' }, calm).effect).toBe('install')
  })

  it('whose installer an earlier run has started in vain is said so, and not tried again by itself', () => {
    const event = { kind: 'downloaded', result: ok({ isTried: true }) } as const
    const { state } = stepUpdate({ kind: 'downloading', release }, event, calm)
    expect(state).toEqual({ kind: 'ready', release, problem: { code: 'updateNotInstalled' }, isTried: true })
    expect(tick(state, { isQuietHour: true }).effect).toBeNull()
    expect(stepUpdate(state, { kind: 'askedToInstall' }, calm).effect).toBe('install')
  })

  it('that its maker did not sign is not fetched again for a day, unless a person asks', () => {
    const refused = stepUpdate(
      { kind: 'downloading', release },
      { kind: 'downloaded', result: fail('updateUntrusted') },
      calm,
    ).state
    expect(nextCheckMs(refused)).toBe(24 * HOUR_MS)
    const again = tick(refused, { nowMs: 24 * HOUR_MS })
    expect(stepUpdate(again.state, { kind: 'checked', result: ok(release) }, calm).state.kind).toBe('resting')
    const asked = stepUpdate(refused, { kind: 'askedToCheck' }, calm)
    expect(stepUpdate(asked.state, { kind: 'checked', result: ok(release) }, calm).state.kind).toBe('found')
    const newer = { ...release, version: '2.0.1' }
    expect(stepUpdate(again.state, { kind: 'checked', result: ok(newer) }, calm).state.kind).toBe('found')
  })

  it.each(['updateDiskFull', 'updateDownloadFailed'] as const)('%s: it is tried again within the hour', (code) => {
    const { state } = stepUpdate({ kind: 'downloading', release }, { kind: 'downloaded', result: fail(code) }, calm)
    expect(state).toMatchObject({ kind: 'resting', problem: { code }, nextCheckMs: HOUR_MS })
  })

  it('switched off, it is neither looked for nor installed', () => {
    for (const state of [firstState(0, 0.5), { kind: 'found', release } as const, ready])
      expect(tick(state, { isOn: false, isQuietHour: true, nowMs: 10 * HOUR_MS })).toMatchObject({
        state: { kind: 'resting' },
        effect: null,
      })
  })
})
