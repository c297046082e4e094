import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { useLinkAlarm, followLink, silenceLinkAlarm } from '../../src/renderer/sound/linkAlarm.ts'
import { watchOutputDevice } from '../../src/renderer/sound/outputDevice.ts'
import { soundTruth } from '../../src/renderer/sound/soundHealth.ts'
import { reportSound } from '../../src/renderer/sound/reportSound.ts'
import { useScreen } from '../../src/renderer/store.ts'
import { snapshot } from './fixtures.ts'

/** A list of devices that can be changed, as the browser's. */
function devices(kinds: string[] | null) {
  const target = new EventTarget()
  const list = { kinds }
  const media = Object.assign(target, {
    enumerateDevices: async () => {
      if (list.kinds === null) throw new DOMException('', 'NotAllowedError')
      return list.kinds.map((kind) => ({ kind }) as MediaDeviceInfo)
    },
  })
  return { media, list }
}

describe('the output device', () => {
  it('is there or not, as the browser lists it, and is followed', async () => {
    const { media, list } = devices(['audioinput'])
    const watch = watchOutputDevice(media, true)
    const heard = vi.fn<() => void>()
    watch.onChange(heard)
    await vi.waitFor(() => expect(watch.state()).toBe('none'))
    list.kinds = ['audioinput', 'audiooutput']
    media.dispatchEvent(new Event('devicechange'))
    await vi.waitFor(() => expect(watch.state()).toBe('present'))
    expect(heard).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['may not be listed', devices(null).media, true],
    ['is listed by no browser of this kind', devices([]).media, false],
    ['cannot be asked for', null, true],
  ] as const)('is unknown, never missing, where it %s', async (_what, media, listsOutputs) => {
    const watch = watchOutputDevice(media, listsOutputs)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(watch.state()).toBe('unknown')
  })
})

describe('the sound', () => {
  it('is on only when one was played, on a device that is there, above nothing', () => {
    expect(soundTruth('ready', 'present', 0.8)).toBe('on')
    expect(soundTruth('ready', 'unknown', 0.8)).toBe('on')
    expect(soundTruth('unproven', 'present', 0.8)).toBe('trying')
    expect(soundTruth('ready', 'none', 0.8)).toBe('noDevice')
    expect(soundTruth('blocked', 'none', 0.8)).toBe('noDevice')
    expect(soundTruth('ready', 'present', 0)).toBe('off')
    expect(soundTruth('blocked', 'present', 0.8)).toBe('blocked')
    expect(soundTruth('failed', 'unknown', 0.8)).toBe('failed')
  })
})

describe('a core that does not answer', () => {
  it('rings after a while, is silenced by a person, and is over when it answers', () => {
    vi.useFakeTimers()
    const stop = followLink(15_000)
    const state = () => useLinkAlarm.getState().state
    const { noteLink } = useScreen.getState()
    noteLink(false)
    vi.advanceTimersByTime(14_000)
    noteLink(false)
    expect(state()).toBe('calm')
    vi.advanceTimersByTime(1_000)
    expect(state()).toBe('ringing')
    silenceLinkAlarm()
    vi.advanceTimersByTime(60_000)
    expect(state()).toBe('silenced')
    noteLink(true)
    expect(state()).toBe('calm')
    // A short gap is none.
    noteLink(false)
    vi.advanceTimersByTime(5_000)
    noteLink(true)
    vi.advanceTimersByTime(60_000)
    expect(state()).toBe('calm')
    stop()
    vi.useRealTimers()
  })
})

describe('the report of the sound', () => {
  it('is given at once, when it changes, every ten seconds, and again when the core did not take it', async () => {
    vi.useFakeTimers()
    const told: unknown[] = []
    let isSilent = false
    const request = async (_name: string, { state }: { state: string }) => {
      if (isSilent) throw new Error('gone')
      told.push(state)
      return { ok: true, value: null }
    }
    vi.stubGlobal('window', { tezgah: { request } })
    const stop = reportSound()
    onTestFinished(() => {
      stop()
      useScreen.setState({ snapshot: null })
      vi.unstubAllGlobals()
      vi.useRealTimers()
    })
    await vi.advanceTimersByTimeAsync(20_000)
    expect(told).toEqual([])
    const shown = snapshot()
    const show = (rev: number, soundVolume: number): void =>
      useScreen.setState({ snapshot: { ...shown, rev, settings: { ...shown.settings, soundVolume } } })
    show(1, 0.8)
    show(2, 0.8)
    expect(told).toEqual(['trying'])
    show(3, 0)
    expect(told).toEqual(['trying', 'off'])
    await vi.advanceTimersByTimeAsync(30_000)
    expect(told).toEqual(['trying', 'off', 'off', 'off', 'off'])
    isSilent = true
    await vi.advanceTimersByTimeAsync(10_000)
    isSilent = false
    show(4, 0)
    expect(told).toHaveLength(6)
  })
})
