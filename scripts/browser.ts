import { runBuilt } from './runBuilt.ts'

await runBuilt('out/browser/index.js')
