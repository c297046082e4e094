import { openFolderPrinter } from '../../../../src/core/printing/printers/folder.ts'

/** A process of its own, because limits and users belong to processes: `node sendToFolder.ts FOLDER` prints the outcome. */
const files = { kind: 'files', name: '142', png: new Uint8Array(100_000), pdf: new Uint8Array(100_000) } as const
if (process.argv[3] === 'asNobody' && process.getuid?.() === 0) {
  process.setgid?.(65_534)
  process.setuid?.(65_534)
}
const outcome = await openFolderPrinter({ path: process.argv[2] ?? '' }).send(files, new AbortController().signal)
process.stdout.write(JSON.stringify(outcome))
