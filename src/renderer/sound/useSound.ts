import i18next from 'i18next'
import { useEffect, useSyncExternalStore } from 'react'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { formatLira } from '../../shared/model/money.ts'
import { useScreen } from '../store.ts'
import { type SoundHealth, soundPlayer } from './soundPlayer.ts'
import { speak } from './voice.ts'

/** Lets the core's wish be heard, and takes any click or key as the permission that browsers ask for. */
export function useSound(): void {
  // As a text, so that a board that changes does not start the same loop anew.
  const wanted = useScreen((state) => JSON.stringify(state.snapshot?.ringing.loop ?? null))
  useEffect(() => {
    const loop = JSON.parse(wanted) as Snapshot['ringing']['loop'] | null
    if (loop !== null) soundPlayer.play(loop)
  }, [wanted])
  useEffect(() => useScreen.subscribe(({ snapshot }, before) => tellNews(snapshot, before.snapshot)), [])
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

/** What is told once: a screen that has just been opened, or whose core is a new one, tells nothing again. */
function tellNews(now: Snapshot | null, before: Snapshot | null): void {
  if (now === null || before === null || now === before || now.runId !== before.runId) return
  const { news, quietVolume } = now.ringing
  const told = Math.max(0, ...before.ringing.news.map(({ alertId }) => alertId), lastTold(now.runId))
  const fresh = news.filter(({ alertId }) => alertId > told)
  if (fresh.length === 0) return
  lastOfRun = { runId: now.runId, alertId: Math.max(...fresh.map(({ alertId }) => alertId)) }
  if (fresh.some(({ kind }) => kind === 'changed')) soundPlayer.once('changed', quietVolume)
  if (!now.settings.sounds.speaks) return
  for (const one of fresh) speak(sentenceOf(one), now.settings.language, quietVolume)
}

/** Which of a run's alerts was the last that this screen told. */
let lastOfRun = { runId: '', alertId: 0 }
const lastTold = (runId: string): number => (lastOfRun.runId === runId ? lastOfRun.alertId : 0)

/** `Yeni sipariş, Getir, ₺245,50` */
const sentenceOf = ({ kind, channelName, amountKurus }: Snapshot['ringing']['news'][number]): string =>
  [i18next.t(`sounds.spoken.${kind}`), channelName, ...(amountKurus === null ? [] : [formatLira(amountKurus)])].join(
    ', ',
  )
