import { openFolderPrinter } from '../../../../src/core/printing/printers/folder.ts'
import { packSlipFiles } from '../../../../src/core/printing/printers/slipFiles.ts'

/** A process of its own, because limits and users belong to processes: `node sendToFolder.ts FOLDER` prints the outcome. */
const bytes = packSlipFiles({ name: '142', png: new Uint8Array(100_000), pdf: new Uint8Array(100_000) })
if (process.argv[3] === 'asNobody' && process.getuid?.() === 0) {
  process.setgid?.(65_534)
  process.setuid?.(65_534)
}
const outcome = await openFolderPrinter({ path: process.argv[2] ?? '' }).send(bytes, new AbortController().signal)
process.stdout.write(JSON.stringify(outcome))
