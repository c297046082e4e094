/**
 * Every key of the screen, in one table: the handlers ask it, and the map that "?" opens is drawn from it.
 * `keys` as `KeyboardEvent.key` names them; `shown` as people know them; `where` the page that hears them.
 */
export const keyMap = {
  acknowledge: { keys: ['Enter'], shown: ['Enter'], where: 'orders' },
  move: {
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    shown: ['←', '→', '↑', '↓'],
    where: 'board',
  },
  open: { keys: ['o', 'O', ' '], shown: ['O', '␣'], where: 'board' },
  print: { keys: ['p', 'P'], shown: ['P'], where: 'orders' },
  neighbour: { keys: ['ArrowLeft', 'ArrowRight'], shown: ['←', '→'], where: 'order' },
  undo: { keys: ['z', 'Z'], shown: ['Ctrl', 'Z'], where: 'everywhere' },
  find: { keys: ['/'], shown: ['/'], where: 'everywhere' },
  hit: { keys: ['ArrowUp', 'ArrowDown'], shown: ['↑', '↓'], where: 'search' },
  back: { keys: ['Escape'], shown: ['Esc'], where: 'everywhere' },
  keys: { keys: ['?', 'F1'], shown: ['?', 'F1'], where: 'everywhere' },
} as const satisfies Record<string, KeyMeaning>

interface KeyMeaning {
  keys: readonly string[]
  shown: readonly string[]
  where: (typeof keyPlaces)[number]
}

/** `orders`: the board and an order's own page; `search`: the box in the header. */
export const keyPlaces = ['board', 'orders', 'order', 'search', 'everywhere'] as const

export type KeyAction = keyof typeof keyMap

/** Whether this key means that, wherever it is heard. */
export const isKeyFor = (action: KeyAction, { key }: Pick<KeyboardEvent, 'key'>): boolean =>
  (keyMap[action].keys as readonly string[]).includes(key)

/** With a modifier a key is the system's or the browser's. */
export const hasModifier = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => ctrlKey || metaKey || altKey
