import { parseArgs } from 'node:util'
import { type PrinterMode, printerModes } from './printer/printerBehaviour.ts'
import type { PracticeOptions } from './startPractice.ts'

export const usage = `The practice shop: RestoMenum, Adisyo and a receipt printer on this computer.

  --port-base N   RestoMenum on N, Adisyo on N+1, printer on N+2, control on N+3 (default: any free ports)
  --seed N        which scenario is played (default 1; the same number, the same scenario)
  --speed X       how many times faster (default 1; 0: nothing happens by itself)
  --overlap       every platform's orders come at both vendors
  --printer HOW   how the printer behaves (default well), several with commas between:${listHabits()}
  --folder DIR    keeps the slips (default .practice)
  --json FILE     the provisioning file for Tezgah (default provision.json in the folder)
  --help          this text
`

export type ParsedCommandLine =
  | { kind: 'run'; options: PracticeOptions }
  | { kind: 'help' }
  | { kind: 'wrong'; message: string }

/** @param args what follows the script's name. Never throws: a bad value comes back as a sentence. */
export function parseCommandLine(args: readonly string[]): ParsedCommandLine {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'port-base': { type: 'string' },
        seed: { type: 'string' },
        speed: { type: 'string' },
        overlap: { type: 'boolean' },
        printer: { type: 'string' },
        folder: { type: 'string' },
        json: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help === true) return { kind: 'help' }
    const portBase = readNumber('--port-base', values['port-base'], { from: 1, to: 65_532, whole: true })
    const seed = readNumber('--seed', values.seed, { from: 0, to: 2 ** 32 - 1, whole: true })
    const speed = readNumber('--speed', values.speed, { from: 0, to: 1000, whole: false })
    const options: PracticeOptions = {
      ...(portBase === undefined ? {} : { portBase }),
      ...(seed === undefined ? {} : { seed }),
      ...(speed === undefined ? {} : { speed }),
      ...(values.overlap === true ? { overlaps: true } : {}),
      ...(values.printer === undefined ? {} : { printerMode: readHabits(values.printer) }),
      ...(values.folder === undefined ? {} : { folder: values.folder }),
      ...(values.json === undefined ? {} : { provisionFile: values.json }),
    }
    return { kind: 'run', options }
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) }
  }
}

/** The words of the help, five to a line. */
function listHabits(): string {
  const names = Object.keys(printerModes)
  const lines = Array.from({ length: Math.ceil(names.length / 5) }, (_, line) => names.slice(line * 5, line * 5 + 5))
  return lines.map((line) => `\n                  ${line.join(', ')}`).join('')
}

const isHabit = (name: string): name is PrinterMode => Object.hasOwn(printerModes, name)

/** `slow,echoesIds`. @throws a sentence */
function readHabits(text: string): PrinterMode[] {
  const names = text.split(',').map((name) => name.trim())
  const habits = names.filter((name) => isHabit(name))
  if (habits.length === names.length) return habits
  const unknown = names.filter((name) => !isHabit(name)).map((name) => `"${name}"`)
  throw new Error(`--printer does not know ${unknown.join(', ')}; it knows ${Object.keys(printerModes).join(', ')}`)
}

/** @throws a sentence */
function readNumber(
  name: string,
  text: string | undefined,
  limits: { from: number; to: number; whole: boolean },
): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  const isGood =
    text.trim() !== '' && number >= limits.from && number <= limits.to && (!limits.whole || Number.isInteger(number))
  if (isGood) return number
  throw new Error(
    `${name} must be a ${limits.whole ? 'whole ' : ''}number from ${limits.from} to ${limits.to}, not "${text}"`,
  )
}
