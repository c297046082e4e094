import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { say } from './figures.ts'

const out = fileURLToPath(new URL('../out', import.meta.url))

/** What was built, in bytes, plain and compressed. */
export function measureSizes(): void {
  say('\nSize of what is built, kB')
  for (const part of ['main', 'preload', 'renderer', 'browser', 'practice']) {
    const files = readdirSync(join(out, part), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
    const scripts = files.filter((file) => /\.(c?js|css|html)$/.test(file))
    const plain = sum(files.map((file) => statSync(file).size))
    const code = sum(scripts.map((file) => statSync(file).size))
    const zipped = sum(scripts.map((file) => gzipSync(readFileSync(file)).length))
    say(`  ${part.padEnd(10)} all ${kb(plain)}   code ${kb(code)}   code gzipped ${kb(zipped)}`)
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const kb = (bytes: number): string => (bytes / 1_000).toFixed(1).padStart(8)
