import { type SoundId, soundIds } from '../../shared/model/sound.ts'

/** Until a sound that could not be fetched is asked for again, ms. */
const FETCH_AGAIN_MS = 2_000

const held = new Map<SoundId, string>()

/** The page's own folder has the files in either door. */
const fileOf = (sound: SoundId): string => new URL(`sounds/${sound}.wav`, document.baseURI).href

/** Where a sound is played from: this page's copy of it, or its file as long as there is none. */
export const addressOf = (sound: SoundId): string => held.get(sound) ?? fileOf(sound)

/**
 * Fetches every sound and keeps it: the core that serves the files is the one whose silence has to be rung for, and it
 * forbids the browser to store them.
 */
export function holdSounds(): void {
  for (const sound of soundIds) void hold(sound)
}

async function hold(sound: SoundId): Promise<void> {
  try {
    const answer = await fetch(fileOf(sound))
    if (!answer.ok) throw new Error(`${sound}: ${answer.status}`)
    // A fragment leads to the same bytes, and says which sound it is.
    held.set(sound, `${URL.createObjectURL(await answer.blob())}#${sound}.wav`)
  } catch {
    setTimeout(() => void hold(sound), FETCH_AGAIN_MS)
  }
}
