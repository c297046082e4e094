import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import { REQUEST_CHANNEL } from '../shared/contract/channels.ts'
import { MAX_REQUEST_BYTES } from '../shared/contract/requests.ts'
import { fail, type Result } from '../shared/contract/problems.ts'
import type { LogEntry } from '../core/host.ts'

export interface RequestGate {
  /** Whether these contents are the board's window. */
  isOurs: (contents: WebContents) => boolean
  origin: string
  handle: (name: unknown, input: unknown) => Promise<Result<unknown>>
  log: (entry: LogEntry) => void
}

type Sender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>

/** Opens the one channel a page can call. */
export function openIpc(gate: RequestGate): void {
  ipcMain.handle(REQUEST_CHANNEL, (event, name: unknown, input: unknown) => answerRequest(gate, event, name, input))
}

/**
 * The only way from a page into the core: known sender, main frame, our origin, size; then the core checks name and
 * schema. Never rejects, so no error text of this process reaches a page.
 */
export async function answerRequest(
  options: RequestGate,
  event: Sender,
  name: unknown,
  input: unknown,
): Promise<Result<unknown>> {
  if (!isTrusted(options, event)) {
    options.log({ level: 'warn', what: 'ipc.senderRefused' })
    return fail('forbidden')
  }
  const checked = asJson(name, input)
  if (checked === null) return fail('invalidRequest')
  try {
    return await options.handle(checked.name, checked.input)
  } catch {
    options.log({ level: 'error', what: 'ipc.handleRejected' })
    return fail('internal')
  }
}

/** A frame is null when it navigated away or was destroyed before its message arrived: nobody to trust. */
function isTrusted({ isOurs, origin }: RequestGate, { sender, senderFrame }: Sender): boolean {
  return isOurs(sender) && senderFrame !== null && senderFrame.parent === null && senderFrame.origin === origin
}

/** Structured clone carries more than JSON (Map, Date, undefined); the contract does not, over either transport. */
function asJson(name: unknown, input: unknown): { name: string; input: unknown } | null {
  if (typeof name !== 'string' || name.length > 100) return null
  try {
    const text = JSON.stringify(input)
    if (text === undefined || Buffer.byteLength(text) > MAX_REQUEST_BYTES) return null
    return { name, input: JSON.parse(text) as unknown }
  } catch {
    return null // it holds itself, or a BigInt
  }
}
