import type { CustomScheme, Protocol } from 'electron'
import { app } from './app.ts'
import { strict } from './strict.ts'

type Handler = Parameters<Protocol['handle']>[1]
const registered = new Map<string, CustomScheme>()
const handlers = new Map<string, Handler>()

type Part = Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'>

export const protocol: Part = strict('protocol', {
  registerSchemesAsPrivileged: (schemes: CustomScheme[]) => {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const scheme of schemes) registered.set(scheme.scheme, scheme)
  },
  handle: (scheme: string, handler: Handler) => {
    if (!app.isReady()) throw new Error('protocol.handle should be called after app is ready')
    if (registered.get(scheme)?.privileges?.standard !== true) {
      throw new Error(`electron double: only standard schemes are implemented, ${scheme} is not one`)
    }
    handlers.set(scheme, handler)
  },
  unhandle: (scheme: string) => void handlers.delete(scheme),
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
})

/** For pages: their own scheme's answer, or null where Chromium should go on by itself. */
export function answerScheme(request: Request): Promise<Response> | null {
  const handler = handlers.get(new URL(request.url).protocol.slice(0, -1))
  if (handler === undefined) return null
  return Promise.resolve(handler(request as never)) as Promise<Response>
}
