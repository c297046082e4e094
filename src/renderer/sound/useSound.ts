import { useEffect, useSyncExternalStore } from 'react'
import { useScreen } from '../store.ts'
import { type SoundHealth, soundPlayer } from './soundPlayer.ts'

/** Lets the core's wish be heard, and takes any click or key as the permission that browsers ask for. */
export function useSound(): void {
  const wanted = useScreen((state) => state.snapshot?.sound ?? 'none')
  const volume = useScreen((state) => state.snapshot?.settings.soundVolume ?? 0)
  const isKnown = useScreen((state) => state.snapshot !== null)
  useEffect(() => {
    if (isKnown) soundPlayer.play(wanted, volume)
  }, [isKnown, wanted, volume])
  useEffect(() => {
    const retry = (): void => {
      if (soundPlayer.health() === 'blocked') soundPlayer.enable()
    }
    addEventListener('pointerup', retry)
    addEventListener('keyup', retry)
    return () => {
      removeEventListener('pointerup', retry)
      removeEventListener('keyup', retry)
    }
  }, [])
}

export const useSoundHealth = (): SoundHealth => useSyncExternalStore(soundPlayer.onHealth, soundPlayer.health)
