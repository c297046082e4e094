/** Waiting for something on a line: every event of it calls `look`, and whoever waits is asked again. */
export interface Watch {
  look(): void
  /** Resolves to true once it is so; to false when nothing more can come, or the time is over. */
  until(isDone: () => boolean, timeoutMs: number): Promise<boolean>
}

/** @param isOver whether nothing more can come: the line has failed, or is closed */
export function createWatch(isOver: () => boolean): Watch {
  const watchers = new Set<() => void>()
  return {
    look: () => {
      for (const watcher of [...watchers]) watcher()
    },
    until: (isDone, timeoutMs) =>
      new Promise((resolve) => {
        const settle = (result: boolean): void => {
          clearTimeout(timer)
          watchers.delete(watcher)
          resolve(result)
        }
        const watcher = (): void => {
          if (isDone()) settle(true)
          else if (isOver()) settle(false)
        }
        const timer = setTimeout(() => settle(isDone()), timeoutMs)
        watchers.add(watcher)
        watcher()
      }),
  }
}
