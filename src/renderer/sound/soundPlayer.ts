import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { playsOn } from './playsOn.ts'

/**
 * `unproven`: nothing has been played yet. `blocked`: the browser wants a click first. `failed`: it was tried and nothing
 * was played.
 */
export type SoundHealth = 'unproven' | 'ready' | 'blocked' | 'failed'

type Wanted = Snapshot['sound']
type Audible = Exclude<Wanted, 'none'>

const files: Record<Audible, string> = { newOrder: 'sounds/new-order.wav', alarm: 'sounds/alarm.wav' }

/** Plays what the core wants, in a loop, and knows whether anybody can hear it. */
export interface SoundPlayer {
  /** @param volume 0..1 */
  play(wanted: Wanted, volume: number): void
  /** Once, for the settings. */
  sample(volume: number): void
  /** Asks the browser again; call it from a click. */
  enable(): void
  health(): SoundHealth
  /** @returns its unsubscribe */
  onHealth(listener: () => void): () => void
}

export function createSoundPlayer(openAudio: (file: string) => HTMLAudioElement): SoundPlayer {
  const players = new Map<Audible, HTMLAudioElement>()
  const listeners = new Set<() => void>()
  let health: SoundHealth = 'unproven'
  let wanted: Wanted = 'none'
  let volume = 1

  const setHealth = (next: SoundHealth): void => {
    if (next === health) return
    health = next
    for (const listener of listeners) listener()
  }
  const playerOf = (kind: Audible): HTMLAudioElement => {
    const player = players.get(kind) ?? openAudio(files[kind])
    players.set(kind, player)
    return player
  }
  const start = async (player: HTMLAudioElement): Promise<void> => {
    try {
      await player.play()
      const how = await playsOn(player)
      if (how !== 'stopped') setHealth(how === 'moves' ? 'ready' : 'failed')
    } catch (error) {
      // A pause() that overtakes the play() is ours, not a fault.
      if (error instanceof DOMException && error.name === 'AbortError') return
      setHealth(error instanceof DOMException && error.name === 'NotAllowedError' ? 'blocked' : 'failed')
    }
  }
  const follow = (): void => {
    for (const [kind, player] of players) if (kind !== wanted && !player.paused) player.pause()
    if (wanted === 'none' || volume === 0) return
    const player = playerOf(wanted)
    player.loop = true
    player.volume = volume
    if (player.paused) {
      player.currentTime = 0
      void start(player)
    }
  }
  /** At volume 0 the browser decides as it would aloud, so silence can find out before the first order comes. */
  const probe = async (): Promise<void> => {
    const player = openAudio(files.newOrder)
    player.volume = 0
    await start(player)
    player.pause()
  }

  return {
    play: (nextWanted, nextVolume) => {
      const isFirst = players.size === 0 && nextWanted === 'none' && health === 'unproven'
      wanted = nextWanted
      volume = nextVolume
      for (const player of players.values()) player.volume = volume
      if (volume === 0) for (const player of players.values()) player.pause()
      if (isFirst) {
        playerOf('newOrder')
        void probe()
      }
      follow()
    },
    sample: (sampleVolume) => {
      const player = openAudio(files.newOrder)
      player.volume = sampleVolume
      void start(player)
    },
    enable: () => {
      void probe()
      follow()
    },
    health: () => health,
    onHealth: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The screen's one player. The page's own folder holds the sounds in either door. */
export const soundPlayer = createSoundPlayer((file) => new Audio(new URL(file, document.baseURI).href))
