import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { SoundId } from '../../shared/model/sound.ts'
import { addressOf } from './heldSounds.ts'
import { playsOn } from './playsOn.ts'

/**
 * `unproven`: nothing has been played yet that could be heard. `blocked`: the browser wants a click first. `failed`: it was tried and nothing
 * was played.
 */
export type SoundHealth = 'unproven' | 'ready' | 'blocked' | 'failed'

/** A sound and how loud it is, 0..1. */
export type Ring = Snapshot['ringing']['loop'][number]

/** Plays what the core wants, one after the other and again, and knows whether anybody can hear it. */
export interface SoundPlayer {
  play(loop: readonly Ring[]): void
  /** Beside whatever rings. @param volume 0..1 */
  once(sound: SoundId, volume: number): void
  /** Asks the browser again; call it from a click. */
  enable(): void
  health(): SoundHealth
  /** @returns its unsubscribe */
  onHealth(listener: () => void): () => void
}

/** What the browser is asked with whether it may play at all. */
const PROBE: SoundId = 'bells'
/** Until a sound that could not be loaded gives its turn away, ms; alone it is tried again then. */
const TRY_AGAIN_MS = 1_000

function createSoundPlayer(): SoundPlayer {
  const players = new Map<SoundId, HTMLAudioElement>()
  const listeners = new Set<() => void>()
  let health: SoundHealth = 'unproven'
  let loop: readonly Ring[] = []
  /** Whose turn it is. */
  let current: SoundId | null = null
  let isProbing = false

  const setHealth = (next: SoundHealth): void => {
    if (next === health) return
    health = next
    for (const listener of listeners) listener()
  }
  const open = (sound: SoundId): HTMLAudioElement => new Audio(addressOf(sound))
  const playerOf = (sound: SoundId): HTMLAudioElement => {
    const known = players.get(sound)
    if (known !== undefined) return known
    const player = open(sound)
    player.addEventListener('ended', () => {
      if (current === sound) turn()
    })
    player.addEventListener('error', () => {
      // A player that has once failed to load refuses for ever.
      players.delete(sound)
      setTimeout(() => current === sound && !players.has(sound) && turn(), TRY_AGAIN_MS)
    })
    players.set(sound, player)
    return player
  }
  const start = async (player: HTMLAudioElement): Promise<void> => {
    try {
      await player.play()
      const how = await playsOn(player)
      if (how === 'stuck') setHealth('failed')
      // A silent one proves only that nothing forbids it.
      if (how === 'moves' && (player.volume > 0 || health !== 'ready'))
        setHealth(player.volume > 0 ? 'ready' : 'unproven')
    } catch (error) {
      // A pause() that overtakes the play() is ours, not a fault.
      if (error instanceof DOMException && error.name === 'AbortError') return
      setHealth(error instanceof DOMException && error.name === 'NotAllowedError' ? 'blocked' : 'failed')
    }
  }
  const sound = ({ sound: id, volume }: Ring): void => {
    current = id
    const player = playerOf(id)
    player.volume = volume
    // Alone it turns by itself, without a gap.
    player.loop = loop.length === 1
    player.currentTime = 0
    void start(player)
  }
  const turn = (): void => {
    const next = loop[(loop.findIndex((ring) => ring.sound === current) + 1) % loop.length]
    if (next !== undefined) sound(next)
  }
  const follow = (): void => {
    const going = loop.find((ring) => ring.sound === current)
    for (const [id, player] of players) if (id !== going?.sound && !player.paused) player.pause()
    if (going === undefined) {
      current = null
      return turn()
    }
    const player = playerOf(going.sound)
    player.volume = going.volume
    player.loop = loop.length === 1
    if (player.paused) sound(going)
  }
  /** At volume 0 the browser decides as it would aloud, so silence can find out before the first order comes. */
  const probe = async (): Promise<void> => {
    isProbing = true
    const player = open(PROBE)
    player.volume = 0
    await start(player)
    player.pause()
    isProbing = false
  }

  return {
    play: (wanted) => {
      loop = wanted.filter(({ volume }) => volume > 0)
      // A first sound that was silenced before it was heard has proved nothing.
      if (health === 'unproven' && loop.length === 0 && !isProbing) void probe()
      follow()
    },
    once: (id, volume) => {
      if (volume === 0) return
      const player = open(id)
      player.volume = volume
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

/** The screen's one player. */
export const soundPlayer = createSoundPlayer()
