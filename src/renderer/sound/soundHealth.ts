import { useSyncExternalStore } from 'react'
import type { SoundState } from '../../shared/model/sound.ts'
import { type OutputDevice, watchOutputDevice } from './outputDevice.ts'
import { type SoundHealth, soundPlayer } from './soundPlayer.ts'

/** What can be said of the sound: only what was played, on a device that is there, at a volume above nothing, is on. Pure. */
export function soundTruth(player: SoundHealth, output: OutputDevice, volume: number): SoundState {
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
export const soundStateNow = (volume: number): SoundState => soundTruth(soundPlayer.health(), output.state(), volume)

/** @returns its unsubscribe */
export function onSoundState(listener: () => void): () => void {
  const unsubscribes = [soundPlayer.onHealth(listener), output.onChange(listener)]
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe()
  }
}

/** @param volume as set, 0..1 */
export function useSoundTruth(volume: number): SoundState {
  const player = useSyncExternalStore(soundPlayer.onHealth, soundPlayer.health)
  const device = useSyncExternalStore(output.onChange, output.state)
  return soundTruth(player, device, volume)
}
