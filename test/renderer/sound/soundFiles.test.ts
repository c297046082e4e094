import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { soundIds } from '../../../src/shared/model/sound.ts'

const folder = join(import.meta.dirname, '../../../src/renderer/public/sounds')

it('has a file for each sound and none besides, small together', () => {
  const files = readdirSync(folder)
  expect(files.toSorted()).toEqual(soundIds.map((id) => `${id}.wav`).toSorted())
  const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)
  expect(bytes).toBeLessThanOrEqual(300_000)
})

it.each(soundIds)('%s begins and ends in silence, and is loud where it should be', (id) => {
  const samples = readSamples(`${id}.wav`)
  expect(Math.abs(samples[0] ?? 1)).toBeLessThan(0.01)
  expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.01)
  expect(samples.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0)).toBeGreaterThan(0.8)
})

it('has clearly different sounds: no two are alike in rhythm and pitch', () => {
  const figures = soundIds.map((id) => ({ id, figure: figureOf(readSamples(`${id}.wav`)) }))
  for (const [index, one] of figures.entries()) {
    for (const other of figures.slice(index + 1)) {
      expect(likeness(one.figure, other.figure), `${one.id} and ${other.id}`).toBeLessThan(0.8)
    }
  }
})

/** µ-law samples, -1..1. */
function readSamples(file: string): number[] {
  const bytes = readFileSync(join(folder, file))
  return [...bytes.subarray(bytes.indexOf('data') + 8)].map((byte) => {
    const code = ~byte & 0xff
    const magnitude = ((((code & 0x0f) << 3) + 132) << ((code >> 4) & 7)) - 132
    return (code & 0x80 ? -magnitude : magnitude) / 32_768
  })
}

/** Which pitch is strongest in each tenth of a second: a sound as an ear follows it. */
function figureOf(samples: readonly number[]): number[] {
  const step = 1_600
  const figure: number[] = []
  for (let at = 0; at + step <= samples.length; at += step) {
    const part = samples.slice(at, at + step)
    const loudness = Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / step)
    const crossings = part.filter((value, index) => index > 0 && value >= 0 !== (part[index - 1] ?? 0) >= 0).length
    figure.push(loudness < 0.02 ? 0 : Math.round(12 * Math.log2((crossings * 5) / 100)))
  }
  return figure
}

/** The part of the time in which both are silent or have the same pitch within a tone. */
function likeness(one: readonly number[], other: readonly number[]): number {
  const length = Math.max(one.length, other.length)
  const alike = Array.from({ length }, (_, index) => Math.abs((one[index] ?? 0) - (other[index] ?? 0)) <= 2)
  return alike.filter(Boolean).length / length
}
