import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { playScenario } from './scenarioPlayer.ts'
import { startPracticeShop, type PracticeShop } from './practiceShop.ts'
import type { PrinterModes } from './printer/printerBehaviour.ts'
import { startPracticePrinter, type PracticePrinter } from './printer/practicePrinter.ts'

export interface PracticeOptions {
  /** RestoMenum here, Adisyo, the printer and the control server on the three after it. Left out: any free ports. */
  portBase?: number
  /** The same seed gives the same scenario. Default 1. */
  seed?: number
  /** How many times faster than a demo's pace things happen. Default 1; 0: nothing happens by itself. */
  speed?: number
  /** Platforms tell both vendors of each order. Default: one of them. */
  overlaps?: boolean
  /** How the printer behaves. Default `well`. */
  printerMode?: PrinterModes
  /** Holds `slips/` and, unless named apart, the provisioning file. Default `.practice` in the working directory. */
  folder?: string
  /** Where the provisioning file for Tezgah goes. */
  provisionFile?: string
}

export interface Practice {
  readonly shop: PracticeShop
  readonly printer: PracticePrinter
  readonly provisionFile: string
  /** One NNN.txt, .png and .bin for each slip. */
  readonly slipsFolder: string
  /** What a person should know, a line each. */
  readonly lines: readonly string[]
  close(): Promise<void>
}

/** A tenth of Adisyo's waiting times: a demo cannot wait 25 s for an order. */
const ADISYO_PACE = 0.1
const POLL_SECONDS = { restomenum: 2, adisyo: 3 }

/**
 * Opens the whole practice shop: both vendors, the receipt printer, a scenario, and the provisioning file that leads
 * Tezgah to them. @throws when a port is taken or the folder cannot be written
 */
export async function startPractice(options: PracticeOptions = {}): Promise<Practice> {
  const { portBase, seed = 1, speed = 1 } = options
  const folder = resolve(options.folder ?? '.practice')
  const slipsFolder = join(folder, 'slips')
  const provisionFile = resolve(options.provisionFile ?? join(folder, 'provision.json'))
  await mkdir(slipsFolder, { recursive: true })
  const ports = portBase === undefined ? [0, 0, 0, 0] : [0, 1, 2, 3].map((step) => portBase + step)
  const [restomenumPort = 0, adisyoPort = 0, printerPort = 0, controlPort = 0] = ports

  const shop = await startPracticeShop({ restomenumPort, adisyoPort, controlPort, adisyo: { paceScale: ADISYO_PACE } })
  const closers: (() => Promise<void>)[] = [shop.close]
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer()
  }
  try {
    const printer = await startPracticePrinter({
      port: printerPort,
      folder: slipsFolder,
      mode: options.printerMode ?? 'well',
    })
    closers.push(printer.stop)
    await writeProvision(provisionFile, shop, printer)
    if (speed > 0) {
      const scenario = playScenario(shop, { seed, speed, now: shop.now, overlaps: options.overlaps ?? false })
      closers.push(() => Promise.resolve(scenario.stop()))
    }
    const lines = describe({ shop, printer, provisionFile, slipsFolder, seed, speed })
    return { shop, printer, provisionFile, slipsFolder, lines, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Written apart and renamed, readable by this user alone: half a file never leads Tezgah anywhere. */
async function writeProvision(file: string, shop: PracticeShop, printer: PracticePrinter): Promise<void> {
  const { restomenum, adisyo } = shop
  const provision = {
    language: 'tr',
    sources: [
      {
        kind: 'restomenum',
        name: 'Kadıköy (RestoMenum)',
        baseUrl: restomenum.baseUrl,
        apiKey: restomenum.apiKey,
        pollSeconds: POLL_SECONDS.restomenum,
      },
      {
        kind: 'adisyo',
        name: 'Moda (Adisyo)',
        baseUrl: adisyo.baseUrl,
        apiKey: adisyo.apiKey,
        apiSecret: adisyo.apiSecret,
        consumer: adisyo.consumer,
        pollSeconds: POLL_SECONDS.adisyo,
      },
    ],
    printers: [
      {
        name: 'Kasa',
        connection: { kind: 'tcp', host: printer.host, port: printer.port },
        paperWidthMm: 80,
        codePage: 'cp857',
      },
    ],
    autoPrint: true,
  }
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.tmp`
  await writeFile(draft, `${JSON.stringify(provision, null, 2)}\n`, { mode: 0o600 })
  await rename(draft, file)
}

type Described = Pick<Practice, 'shop' | 'printer' | 'provisionFile' | 'slipsFolder'> & { seed: number; speed: number }

const describe = ({ shop, printer, provisionFile, slipsFolder, seed, speed }: Described): string[] => [
  `The practice shop is open (scenario ${seed}, speed ${speed}).`,
  `  RestoMenum  ${shop.restomenum.baseUrl}`,
  `  Adisyo      ${shop.adisyo.baseUrl}`,
  `  Printer     ${printer.host}:${printer.port}`,
  `  Control     ${shop.control.url}/practice/packets`,
  `  Slips       ${slipsFolder}`,
  `  For Tezgah  --provision ${provisionFile}`,
]
