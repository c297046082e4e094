import { EventEmitter } from 'node:events'
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { strict } from './strict.ts'
import { createWire } from './wire.ts'

type Handler = Parameters<IpcMain['handle']>[1]
const handlers = new Map<string, Handler>()
const wire = createWire()

class DoubleIpcMain extends EventEmitter implements Pick<IpcMain, 'handle' | 'removeHandler'> {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  }

  removeHandler(channel: string): void {
    handlers.delete(channel)
  }
}

export const ipcMain = strict('ipcMain', new DoubleIpcMain())

/** One message of a preload: runs the handler and sends back what it gave, or Electron's words about its error. */
export async function receive(sender: WebContents, message: object, reply: (message: object) => void): Promise<void> {
  const { id, channel, args } = message as { id: number; channel: string; args: unknown[] }
  const event: IpcMainInvokeEvent = strict('ipcEvent', {
    sender,
    senderFrame: sender.mainFrame,
    frameId: 1,
    processId: 1,
    type: 'frame' as const,
    defaultPrevented: false,
    preventDefault: () => undefined,
  })
  try {
    const handler = handlers.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    const value: unknown = await handler(event, ...args)
    wire.encode(value)
    reply({ kind: 'reply', id, value })
  } catch (error) {
    reply({ kind: 'refusal', id, value: `Error invoking remote method '${channel}': ${String(error)}` })
  }
}
