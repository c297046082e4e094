/**
 * What crosses between page and main, as text that keeps what structured clone keeps. Runs on both sides: in the page
 * its source is pasted in, so it may use nothing from outside of itself.
 */
export interface Wire {
  encode(value: unknown): string
  decode(text: string): unknown
}

export function createWire(): Wire {
  const pack = (value: unknown): unknown => {
    if (value === undefined) return { t: 'u' }
    if (typeof value === 'bigint') return { t: 'n', v: String(value) }
    if (typeof value === 'number' && !Number.isFinite(value)) return { t: 'f', v: String(value) }
    if (value === null || typeof value !== 'object') return { t: 'j', v: value }
    if (value instanceof Date) return { t: 'd', v: value.getTime() }
    if (value instanceof Map) return { t: 'm', v: [...value].map(([key, item]) => [pack(key), pack(item)]) }
    if (value instanceof Set) return { t: 's', v: [...value].map(pack) }
    if (value instanceof Uint8Array) return { t: 'b', v: [...value] }
    if (value instanceof Error) return { t: 'e', v: value.message }
    if (Array.isArray(value)) return { t: 'a', v: value.map(pack) }
    return { t: 'o', v: Object.entries(value).map(([key, item]) => [key, pack(item)]) }
  }
  const unpack = (packed: unknown): unknown => {
    const { t, v } = packed as { t: string; v: unknown }
    const list = (Array.isArray(v) ? v : []) as unknown[]
    const pairs = list as [unknown, unknown][]
    if (t === 'u') return undefined
    if (t === 'n') return BigInt(String(v))
    if (t === 'f') return Number(v)
    if (t === 'j') return v
    if (t === 'd') return new Date(Number(v))
    if (t === 'm') return new Map(pairs.map(([key, item]) => [unpack(key), unpack(item)]))
    if (t === 's') return new Set(list.map(unpack))
    if (t === 'b') return new Uint8Array(list.map(Number))
    if (t === 'e') return new Error(String(v))
    if (t === 'a') return list.map(unpack)
    return Object.fromEntries(pairs.map(([key, item]) => [String(key), unpack(item)]))
  }
  const encode = (value: unknown): string => {
    let copy: unknown
    try {
      copy = structuredClone(value)
    } catch {
      throw new Error('An object could not be cloned.')
    }
    try {
      return JSON.stringify(pack(copy))
    } catch {
      throw new Error('electron double: values that hold themselves are not implemented')
    }
  }
  return { encode, decode: (text) => unpack(JSON.parse(text)) }
}
