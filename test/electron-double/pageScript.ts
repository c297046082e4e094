import type { Wire } from './wire.ts'

/**
 * The two halves of contextBridge, pasted into the page as source: each may use only its parameters. They talk by
 * CustomEvents, which are synchronous and whose `detail` is cloned between the page's world and the preload's.
 */

export interface Call {
  target: number
  callId: number
  args: unknown[]
}

/** In the page's own world: builds what the preload exposes out of proxied functions. */
export function pageWorld(eventName: string): void {
  if (window !== window.top) return
  type Detail = Record<string, unknown>
  const listeners = new Map<number, (...args: unknown[]) => unknown>()
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>()
  let answer: Detail = {}
  let lastId = 0
  const say = (detail: Detail): void => void window.dispatchEvent(new CustomEvent(`${eventName}:up`, { detail }))
  const outgoing = (value: unknown): unknown => {
    if (typeof value !== 'function') return { value: structuredClone(value) }
    listeners.set(++lastId, value as (...args: unknown[]) => unknown)
    return { listener: lastId }
  }
  const incoming = (shape: Detail): unknown => {
    if ('function' in shape) return Object.freeze((...args: unknown[]) => call(Number(shape['function']), args))
    if ('object' in shape) {
      const entries = Object.entries(shape['object'] as Record<string, Detail>)
      return Object.freeze(Object.fromEntries(entries.map(([key, item]) => [key, incoming(item)])))
    }
    if ('promise' in shape) {
      return new Promise((resolve, reject) => promises.set(Number(shape['promise']), { resolve, reject }))
    }
    return shape['value']
  }
  const call = (target: number, args: unknown[]): unknown => {
    say({ target, args: args.map(outgoing) })
    const given = answer
    if ('error' in given) throw new Error(String(given['error']))
    return incoming(given)
  }
  // A popup of Chromium's would stand still for the debuggers and hold this page with it; Electron makes none.
  window.open = (url) => {
    say({ open: new URL(String(url ?? 'about:blank'), location.href).href })
    return null
  }
  window.addEventListener(`${eventName}:down`, (event) => {
    const detail = (event as CustomEvent<Detail>).detail
    if ('expose' in detail) {
      const value = incoming(detail['shape'] as Detail)
      Object.defineProperty(window, String(detail['expose']), {
        value,
        writable: false,
        configurable: false,
        enumerable: true,
      })
    } else if ('answer' in detail) answer = detail['answer'] as Detail
    else if ('settled' in detail) {
      const promise = promises.get(Number(detail['settled']))
      promises.delete(Number(detail['settled']))
      if ('error' in detail) promise?.reject(new Error(String(detail['error'])))
      else promise?.resolve(detail['value'])
    } else listeners.get(Number(detail['listener']))?.(...(detail['args'] as unknown[]))
  })
}

/** In the preload's world: `require('electron')` for the preload, and the way to and from main. */
export function preloadWorld(
  eventName: string,
  createWire: () => Wire,
  preload: (require: (name: string) => unknown) => void,
): void {
  if (window !== window.top) return
  type Detail = Record<string, unknown>
  type Listener = (event: unknown, ...args: unknown[]) => void
  const wire = createWire()
  const world = globalThis as unknown as {
    electronDoubleUp: (text: string) => void
    electronDoubleDown: (text: string) => void
  }
  const functions: ((...args: unknown[]) => unknown)[] = []
  const invokes = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const channels = new Map<string, Listener[]>()
  let lastId = 0
  const say = (detail: Detail): void => void window.dispatchEvent(new CustomEvent(`${eventName}:down`, { detail }))
  const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

  const shapeOf = (value: unknown): Detail => {
    if (typeof value === 'function') return { function: functions.push(value as () => unknown) - 1 }
    if (value instanceof Promise) {
      const id = ++lastId
      value.then(
        (result: unknown) => say({ settled: id, value: result }),
        (error: unknown) => say({ settled: id, error: messageOf(error) }),
      )
      return { promise: id }
    }
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      return { object: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shapeOf(item)])) }
    }
    return { value }
  }
  const argument = (sent: Detail): unknown => {
    if (!('listener' in sent)) return sent['value']
    return (...args: unknown[]) => say({ listener: sent['listener'], args })
  }
  window.addEventListener(`${eventName}:up`, (event) => {
    const { target, args, open } = (event as CustomEvent<{ target: number; args: Detail[]; open?: string }>).detail
    if (open !== undefined) return world.electronDoubleUp(wire.encode({ kind: 'open', url: open }))
    try {
      say({ answer: shapeOf(functions[target]?.(...args.map(argument))) })
    } catch (error) {
      say({ answer: { error: messageOf(error) } })
    }
  })

  world.electronDoubleDown = (text) => {
    const { kind, id, channel, value } = wire.decode(text) as {
      kind: string
      id: number
      channel: string
      value: unknown
    }
    if (kind === 'event')
      return (channels.get(channel) ?? []).slice().forEach((listener) => listener({}, ...(value as unknown[])))
    const invoke = invokes.get(id)
    invokes.delete(id)
    if (kind === 'reply') invoke?.resolve(value)
    else invoke?.reject(new Error(String(value)))
  }
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        world.electronDoubleUp(wire.encode({ kind: 'invoke', id, channel, args }))
        invokes.set(id, { resolve, reject })
      }),
    on: (channel: string, listener: Listener) =>
      void channels.set(channel, [...(channels.get(channel) ?? []), listener]),
    off: (channel: string, listener: Listener) =>
      void channels.set(
        channel,
        (channels.get(channel) ?? []).filter((item) => item !== listener),
      ),
  }
  const contextBridge = {
    exposeInMainWorld: (key: string, value: unknown) => say({ expose: key, shape: shapeOf(value) }),
  }
  const electron = { contextBridge, ipcRenderer }
  preload((name) => {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`module not found: ${name}`)
  })
}
