import { parseArgs } from 'node:util'

export interface CommandLine {
  /** null: the default of both doors, see `chooseDataFolder`. */
  dataDir: string | null
  provisionFile: string | null
  /** 0: any free one; null: the usual one, or any when that is taken. */
  port: number | null
  /** Open the default browser once ready. */
  open: boolean
  /** Start nothing: print a fresh address of the door that is open. */
  addressOnly: boolean
}

export type ParsedCommandLine =
  | { kind: 'run'; options: CommandLine }
  | { kind: 'help' }
  | { kind: 'wrong'; message: string }

export const usage = `Tezgah, the browser door.

  node out/browser/index.js [options]

  --data-dir DIR     where the ledger, the settings and the log live (default: that of the desktop app)
  --provision FILE   a JSON file with sources, keys and printers to start with; its keys stay in memory only
  --port N           the port on 127.0.0.1 (0: any free one)
  --no-open          do not open the default browser
  --address          start nothing: print a fresh address of the Tezgah that is open, for a kiosk
  --help             this text

When ready it prints one line: Tezgah is open at http://127.0.0.1:PORT/#…
That address works once and for one browser; SIGTERM or Ctrl+C ends Tezgah.
`

const options = {
  'data-dir': { type: 'string' },
  provision: { type: 'string' },
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
  address: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** @param args what follows the script's name. Never throws: a bad value comes back as a sentence. */
export function parseCommandLine(args: readonly string[]): ParsedCommandLine {
  let parsed
  try {
    parsed = parseArgs({ args: [...args], options, strict: true, allowPositionals: false })
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) }
  }
  const { values } = parsed
  if (values.help === true) return { kind: 'help' }
  for (const name of ['data-dir', 'provision'] as const)
    if (values[name]?.trim() === '') return { kind: 'wrong', message: `--${name} needs a path, and it is empty` }
  const port = readPort(values.port)
  if (port === undefined)
    return { kind: 'wrong', message: `--port must be a whole number from 0 to 65535, not "${values.port ?? ''}"` }
  return {
    kind: 'run',
    options: {
      dataDir: values['data-dir'] ?? null,
      provisionFile: values.provision ?? null,
      port,
      open: values['no-open'] !== true,
      addressOnly: values.address === true,
    },
  }
}

function readPort(text: string | undefined): number | null | undefined {
  if (text === undefined) return null
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  return port <= 65_535 ? port : undefined
}
