import { runBuilt } from './runBuilt.ts'

await runBuilt('out/practice/index.js')
