import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SoundId } from '../src/shared/model/sound.ts'

/**
 * Synthesises the app's sounds, each one turn of a loop that ends in silence, as mono µ-law WAV: half the size of 16 bit, and
 * every browser plays it. Loud because a kitchen is; told apart by rhythm and by interval, because pitch alone gets lost in a
 * loud room.
 */

const RATE = 16_000
const folder = join(import.meta.dirname, '../src/renderer/public/sounds')

interface Tone {
  startS: number
  lengthS: number
  hertz: number
  /** Where it glides to; left out: it holds its pitch. */
  toHertz?: number
  /** Strengths of the harmonics, fundamental first. */
  harmonics: readonly number[]
  /** How fast it dies away: 0 holds its level. */
  decay: number
}

const bell = [1, 0.5, 0.28, 0.16, 0.08] as const
const reed = [1, 0.1, 0.45, 0.06, 0.25] as const
const wood = [1, 0, 0, 0.35] as const
const buzz = [1, 0.8, 0.7, 0.6, 0.5, 0.4] as const
const pure = [1] as const

/** A telephone: two bells in quick turn, twice, with a rest between. */
const telephone: Tone[] = [0, 0.7].flatMap((startS) =>
  Array.from({ length: 10 }, (_, index) => ({
    startS: startS + index * 0.045,
    lengthS: 0.044,
    hertz: index % 2 === 0 ? 1000 : 1250,
    harmonics: bell,
    decay: 2,
  })),
)

/** Three rising strokes of a bell (C major), twice. */
const bells: Tone[] = [0, 0.75].flatMap((startS) =>
  [1046.5, 1318.5, 1568].map((hertz, index) => ({
    startS: startS + index * 0.16,
    lengthS: index === 2 ? 0.42 : 0.34,
    hertz,
    harmonics: bell,
    decay: 6,
  })),
)

/** Eight quick strokes on wood, up and down again, an octave below the bells. */
const marimba: Tone[] = [392, 493.9, 587.3, 784, 784, 587.3, 493.9, 392].map((hertz, index) => ({
  startS: index * 0.12,
  lengthS: 0.3,
  hertz,
  harmonics: wood,
  decay: 11,
}))

/** A whistle for attention: up, then up and down. */
const whistle: Tone[] = [
  { startS: 0, lengthS: 0.32, hertz: 900, toHertz: 2000, harmonics: pure, decay: 0 },
  { startS: 0.42, lengthS: 0.3, hertz: 900, toHertz: 2300, harmonics: pure, decay: 0 },
  { startS: 0.72, lengthS: 0.4, hertz: 2300, toHertz: 1100, harmonics: pure, decay: 0 },
]

/** The two slow strokes of a door bell. */
const doorbell: Tone[] = [659.3, 523.3].map((hertz, index) => ({
  startS: index * 0.65,
  lengthS: 0.95,
  hertz,
  harmonics: bell,
  decay: 3,
}))

/** Back again: a stroke, its fifth, and the stroke once more, quickly, twice. */
const reopened: Tone[] = [0, 0.8].flatMap((startS) =>
  [880, 1318.5, 880].map((hertz, index) => ({
    startS: startS + index * 0.1,
    lengthS: 0.25,
    hertz,
    harmonics: wood,
    decay: 8,
  })),
)

/** Over: three buzzes that go down, as a machine that stops. */
const cancelled: Tone[] = [311.1, 246.9, 164.8].map((hertz, index) => ({
  startS: index * 0.36,
  lengthS: index === 2 ? 0.6 : 0.26,
  hertz,
  harmonics: buzz,
  decay: 0,
}))

/** Two soft knocks, played once: a change is told, not called out. */
const changed: Tone[] = [440, 587.3].map((hertz, index) => ({
  startS: index * 0.22,
  lengthS: 0.3,
  hertz,
  harmonics: wood,
  decay: 9,
}))

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

/** Each with its length in seconds, the rest at its end included. */
const all: Record<SoundId, [tones: Tone[], lengthS: number]> = {
  telephone: [telephone, 2.2],
  bells: [bells, 2.2],
  marimba: [marimba, 1.9],
  whistle: [whistle, 1.9],
  doorbell: [doorbell, 2.2],
  reopened: [reopened, 1.9],
  cancelled: [cancelled, 1.9],
  changed: [changed, 0.6],
  alarm: [alarm, 2.4],
}

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

function sample({ lengthS, hertz, toHertz = hertz, harmonics, decay }: Tone, atS: number): number {
  // Ramps of a few milliseconds: without them every tone begins and ends with a click.
  const ramp = Math.min(1, atS / 0.006, (lengthS - atS) / 0.03)
  // A glide's phase is the integral of its pitch.
  const turns = hertz * atS + ((toHertz - hertz) * atS * atS) / (2 * lengthS)
  const sum = harmonics.reduce(
    (total, strength, index) => total + strength * Math.sin(2 * Math.PI * turns * (index + 1)),
    0,
  )
  return sum * ramp * Math.exp(-decay * atS)
}

/** One sample of ITU-T G.711 µ-law. @param value -1..1 */
function muLaw(value: number): number {
  const linear = Math.min(Math.round(Math.abs(value) * 32_767), 32_635) + 132
  const exponent = 31 - Math.clz32(linear) - 7
  const mantissa = (linear >> (exponent + 3)) & 0x0f
  return ~((value < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff
}

function wav(samples: Float64Array): Buffer {
  const peak = samples.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0)
  const data = Buffer.from(Uint8Array.from(samples, (value) => muLaw((value / peak) * 0.92)))
  const header = Buffer.alloc(58)
  header.write('RIFF', 0)
  header.writeUInt32LE(50 + data.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(18, 16)
  header.writeUInt16LE(7, 20) // µ-law
  header.writeUInt16LE(1, 22) // mono
  header.writeUInt32LE(RATE, 24)
  header.writeUInt32LE(RATE, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  // What is not PCM says how many samples there are.
  header.write('fact', 38)
  header.writeUInt32LE(4, 42)
  header.writeUInt32LE(data.length, 46)
  header.write('data', 50)
  header.writeUInt32LE(data.length, 54)
  return Buffer.concat([header, data])
}

mkdirSync(folder, { recursive: true })
for (const [id, [tones, lengthS]] of Object.entries(all))
  writeFileSync(join(folder, `${id}.wav`), wav(render(tones, lengthS)))
