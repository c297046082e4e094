import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { drawPaper } from './drawPaper.ts'
import { type Paper, paperText } from './paper.ts'

/** Keeps each slip as `NNN.txt`, `NNN.png` and `NNN.bin`, one after the other, so that a person can look. */
export function openSlipFolder(folder: string, columns: number) {
  let work: Promise<void> = Promise.resolve()
  let failure: unknown = null
  return {
    keep: (index: number, bytes: Uint8Array, paper: Paper): void => {
      work = work
        .then(async () => {
          await mkdir(folder, { recursive: true })
          const name = join(folder, String(index).padStart(3, '0'))
          await writeFile(`${name}.bin`, bytes)
          await writeFile(`${name}.png`, await drawPaper(paper, columns))
          // Last, so that whoever sees the text finds the rest beside it.
          await writeFile(`${name}.txt`, paperText(paper))
        })
        .catch((error: unknown) => {
          failure ??= error
        })
    },
    /** @throws what went wrong while writing, if anything did. */
    flush: async (): Promise<void> => {
      await work
      if (failure !== null) throw failure
    },
  }
}
