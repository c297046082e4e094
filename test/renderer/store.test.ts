import { beforeEach, describe, expect, it } from 'vitest'
import { useScreen } from '../../src/renderer/store.ts'
import { applyPatch, patchBetween } from '../../src/shared/contract/snapshotPatch.ts'
import { NOW_MS, snapshot, source } from './fixtures.ts'

const revShown = (): number | undefined => useScreen.getState().snapshot?.rev
const { receive, receiveTimes, noteLink } = useScreen.getState()

describe('the store', () => {
  beforeEach(() => useScreen.setState({ snapshot: null, linkLostSinceMs: null }))

  it('takes every newer snapshot', () => {
    receive(snapshot({ rev: 3 }))
    receive(snapshot({ rev: 4 }))
    expect(revShown()).toBe(4)
  })

  it('ignores one that was overtaken', () => {
    receive(snapshot({ rev: 4 }))
    receive(snapshot({ rev: 3, nowMs: NOW_MS + 2000 }))
    expect(revShown()).toBe(4)
  })

  it('takes an equal one: an answer may carry what the event had', () => {
    receive(snapshot({ rev: 4 }))
    receive(snapshot({ rev: 4, nowMs: NOW_MS + 1 }))
    expect(useScreen.getState().snapshot?.nowMs).toBe(NOW_MS + 1)
  })

  it.each([
    ['went on', 1_000],
    ['was set back a year', -365 * 86_400_000],
  ])('follows a core that was started again at once, although the clock %s', (_what, byMs) => {
    receive(snapshot({ runId: 'before', rev: 900 }))
    receive(snapshot({ runId: 'after', rev: 1, nowMs: NOW_MS + byMs }))
    expect(revShown()).toBe(1)
    expect(useScreen.getState().clockOffsetMs).toBeLessThanOrEqual(NOW_MS + byMs - Date.now() + 1_000)
  })

  it('never goes back to when a source was heard before, whatever a change of the board carries', () => {
    const heardAt = (lastSuccessMs: number) => [source('kadikoy', 'Kadıköy', { lastSuccessMs })]
    const shown = (): number | null | undefined => useScreen.getState().sourceTimes['kadikoy']?.lastSuccessMs
    const told = [
      snapshot({ rev: 1, sources: heardAt(1_000) }),
      snapshot({ rev: 2, sources: heardAt(2_000) }),
      snapshot({ rev: 3, sources: heardAt(2_000), unacknowledgedCount: 9 }),
    ] as const
    receive(told[0])
    for (const [index, next] of told.slice(1).entries()) {
      const held = useScreen.getState().snapshot
      const patched = held && applyPatch(held, patchBetween(told[index] ?? next, next))
      if (patched !== null) receive(patched)
      expect(shown()).toBe(2_000)
    }
    receiveTimes({ nowMs: NOW_MS, sources: [{ id: 'kadikoy', lastSuccessMs: 3_000, nextPollMs: null }] })
    const held = useScreen.getState().snapshot
    if (held !== null) receive({ ...held, rev: 4, nowMs: Date.now() + 60_000 })
    expect(shown()).toBe(3_000)
    expect(useScreen.getState().clockOffsetMs).toBeGreaterThan(50_000)
  })

  it('remembers since when the core has been silent, not when it was last asked', () => {
    noteLink(false)
    const since = useScreen.getState().linkLostSinceMs
    noteLink(false)
    expect(useScreen.getState().linkLostSinceMs).toBe(since)
    noteLink(true)
    expect(useScreen.getState().linkLostSinceMs).toBeNull()
  })
})
