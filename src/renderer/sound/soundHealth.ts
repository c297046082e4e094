import { useSyncExternalStore } from 'react'
import { type OutputDevice, watchOutputDevice } from './outputDevice.ts'
import { type SoundHealth, soundPlayer } from './soundPlayer.ts'

/** Why nobody can hear a new order; `on`: a sound has been played on a device, `trying`: none has been yet. */
export type SoundTruth = 'on' | 'trying' | 'off' | 'noDevice' | 'blocked' | 'failed'

/** What can be said of the sound: only what was played, on a device that is there, at a volume above nothing, is on. Pure. */
export function soundTruth(player: SoundHealth, output: OutputDevice, volume: number): SoundTruth {
  if (volume === 0) return 'off'
  if (output === 'none') return 'noDevice'
  if (player === 'ready') return 'on'
  return player === 'unproven' ? 'trying' : player
}

const output = watchOutputDevice(
  globalThis.navigator?.mediaDevices ?? null,
  globalThis.navigator !== undefined && 'userAgentData' in navigator,
)

/** @param volume as set, 0..1 */
export function useSoundTruth(volume: number): SoundTruth {
  const player = useSyncExternalStore(soundPlayer.onHealth, soundPlayer.health)
  const device = useSyncExternalStore(output.onChange, output.state)
  return soundTruth(player, device, volume)
}
