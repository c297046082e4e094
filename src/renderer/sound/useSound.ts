import { useEffect } from 'react'
import { useScreen } from '../store.ts'
import { defaultSettings } from '../../shared/settings/settings.ts'
import { useLinkAlarm } from './linkAlarm.ts'
import { soundPlayer } from './soundPlayer.ts'

/** Lets the core's wish be heard, and takes any click or key as the permission that browsers ask for. */
export function useSound(): void {
  const wanted = useScreen((state) => state.snapshot?.sound ?? 'none')
  const volume = useScreen((state) => state.snapshot?.settings.soundVolume ?? defaultSettings.soundVolume)
  const isKnown = useScreen((state) => state.snapshot !== null)
  const link = useLinkAlarm((state) => state.state)
  useEffect(() => {
    // A core that is silent has no wish any more: the last one is old.
    if (link !== 'calm') soundPlayer.play(link === 'ringing' ? 'alarm' : 'none', volume)
    else if (isKnown) soundPlayer.play(wanted, volume)
  }, [isKnown, link, wanted, volume])
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
