import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Synthesises the app's two sounds, each one turn of a loop that ends in silence, as mono 16 bit WAV. Loud because a
 * kitchen is; told apart by rhythm and by interval, because pitch alone gets lost in a loud room.
 */

const RATE = 22_050
const folder = join(import.meta.dirname, '../src/renderer/public/sounds')

interface Tone {
  startS: number
  lengthS: number
  hertz: number
  /** Strengths of the harmonics, fundamental first. */
  harmonics: readonly number[]
  /** How fast it dies away: 0 holds its level. */
  decay: number
}

const bell = [1, 0.5, 0.28, 0.16, 0.08] as const
const reed = [1, 0.1, 0.45, 0.06, 0.25] as const

/** Three rising strokes of a bell (C major), twice: somebody ordered. */
const newOrder: Tone[] = [0, 1].flatMap((turn) =>
  [1046.5, 1318.5, 1568].map((hertz, index) => ({
    startS: turn * 0.75 + index * 0.16,
    lengthS: index === 2 ? 0.55 : 0.34,
    hertz,
    harmonics: bell,
    decay: 6,
  })),
)

/** A two-tone horn, falling a fourth, four times: a source or a printer is lost. */
const alarm: Tone[] = [0, 1, 2, 3].flatMap((turn) =>
  [880, 659.25].map((hertz, index) => ({
    startS: turn * 0.5 + index * 0.25,
    lengthS: 0.24,
    hertz,
    harmonics: reed,
    decay: 0,
  })),
)

function render(tones: readonly Tone[], lengthS: number): Float64Array {
  const samples = new Float64Array(Math.round(lengthS * RATE))
  for (const tone of tones) {
    const first = Math.round(tone.startS * RATE)
    const count = Math.min(Math.round(tone.lengthS * RATE), samples.length - first)
    for (let index = 0; index < count; index += 1)
      samples[first + index] = (samples[first + index] ?? 0) + sample(tone, index / RATE)
  }
  return samples
}

function sample({ lengthS, hertz, harmonics, decay }: Tone, atS: number): number {
  // Ramps of a few milliseconds: without them every tone begins and ends with a click.
  const ramp = Math.min(1, atS / 0.006, (lengthS - atS) / 0.03)
  const sum = harmonics.reduce(
    (total, strength, index) => total + strength * Math.sin(2 * Math.PI * hertz * (index + 1) * atS),
    0,
  )
  return sum * ramp * Math.exp(-decay * atS)
}

function wav(samples: Float64Array): Buffer {
  const peak = samples.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0)
  const data = Buffer.alloc(samples.length * 2)
  samples.forEach((value, index) => data.writeInt16LE(Math.round((value / peak) * 0.92 * 32_767), index * 2))
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20) // PCM
  header.writeUInt16LE(1, 22) // mono
  header.writeUInt32LE(RATE, 24)
  header.writeUInt32LE(RATE * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(data.length, 40)
  return Buffer.concat([header, data])
}

mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'new-order.wav'), wav(render(newOrder, 2.4)))
writeFileSync(join(folder, 'alarm.wav'), wav(render(alarm, 2.6)))
