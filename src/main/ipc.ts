import { ipcMain } from 'electron'
import { REQUEST_CHANNEL } from '../shared/contract/channels.ts'
import { answerRequest, type RequestGate } from './answerRequest.ts'

/** The one channel a page can call. */
export function openIpc(gate: RequestGate): void {
  ipcMain.handle(REQUEST_CHANNEL, (event, name: unknown, input: unknown) => answerRequest(gate, event, name, input))
}
