/** Names that language and tools ask of any object. */
const askedOfAnything = new Set([
  'then',
  'toJSON',
  'constructor',
  'inspect',
  'nodeType',
  'asymmetricMatch',
  '$$typeof',
  'domain',
  '_eventsCount',
])

/**
 * Wraps a part of the double so that using what it does not have fails loudly instead of passing as undefined: a spec
 * must not go green because the double is silent.
 */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get: (object, property, receiver): unknown => {
      if (typeof property === 'string' && !(property in object) && !askedOfAnything.has(property)) {
        throw new Error(`electron double: ${name}.${property} is not implemented`)
      }
      return Reflect.get(object, property, receiver)
    },
  })
}
