import { onTestFinished } from 'vitest'
import { type PracticeShop, startPracticeShop } from '../../src/practice/practiceShop.ts'
import { type PracticePrinter, startPracticePrinter } from '../../src/practice/printer/practicePrinter.ts'
import { type Disk, emptyDisk, provisionFor } from './openCounter.ts'
import { temporaryFolder } from './temporaryFolder.ts'

/** Both vendors, a printer that says what it has printed, and an empty disk with what an installer would write. */
export async function openPrintingShop(): Promise<{
  shop: PracticeShop
  printer: PracticePrinter
  disk: Disk
  provision: object
}> {
  const shop = await startPracticeShop({ adisyo: { paceScale: 0 } })
  onTestFinished(() => shop.close())
  const printer = await startPracticePrinter({ mode: 'echoesIds' })
  onTestFinished(() => printer.stop())
  const disk = emptyDisk(temporaryFolder())
  return { shop, printer, disk, provision: provisionFor(shop, [{ name: 'Kasa', port: printer.port }]) }
}
