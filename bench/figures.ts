/** Percentiles and lines of a report. Milliseconds unless a name says otherwise. */

export interface Spread {
  p50: number
  p99: number
  most: number
}

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((left, right) => left - right)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99), most: sorted.at(-1) ?? Number.NaN }
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`)

export const sayRow = (name: string, spread: Spread, note = ''): void =>
  say(
    `  ${name.padEnd(44)} p50 ${spread.p50.toFixed(2).padStart(8)}   p99 ${spread.p99.toFixed(2).padStart(8)}   most ${spread.most
      .toFixed(2)
      .padStart(8)}  ${note}`,
  )
