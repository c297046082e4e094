import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { EVENT_CHANNEL, REQUEST_CHANNEL, type TezgahApi } from '../shared/contract/channels.ts'

/**
 * The only thing a page gets from the desktop door: two verbs. `ipcRenderer` itself never crosses, so a page cannot
 * choose its own channel.
 */
const api: TezgahApi = {
  request: async (name, input) => {
    try {
      return await ipcRenderer.invoke(REQUEST_CHANNEL, name, input)
    } catch {
      // Nothing answered (the app is ending) or the input cannot be cloned: still a Result, as the contract promises.
      return { ok: false, error: { code: 'internal' } }
    }
  },
  on: (name, listener) => {
    const onEvent = (_event: IpcRendererEvent, sent: { name: string; payload: never }): void => {
      if (sent.name === name) listener(sent.payload)
    }
    ipcRenderer.on(EVENT_CHANNEL, onEvent)
    return () => void ipcRenderer.off(EVENT_CHANNEL, onEvent)
  },
}

contextBridge.exposeInMainWorld('tezgah', api)
