/** Folders with a call that has not come back. */
const stuck = new Set<string>()

/** What a call of a folder fails with when nothing answers in time. */
export const NO_ANSWER = 'no answer'
export const noAnswer = (): Error => Object.assign(new Error(NO_ANSWER), { code: NO_ANSWER })

/** How long a slip may take into a folder, or a question about it. */
export const FOLDER_TIMEOUT_MS = 30_000

/** What belongs to one folder is done one after the other, by this key. */
export const folderKey = (folder: string): string => `folder:${folder}`

/**
 * Each call of a network folder that hangs holds one of the few threads there are: nothing else is asked of it then.
 *
 * @throws `noAnswer` when it takes too long, is cut off, or an earlier call has not come back
 */
export async function inTime<T>(
  folder: string,
  work: () => Promise<T>,
  { signal, timeoutMs = FOLDER_TIMEOUT_MS }: { signal?: AbortSignal; timeoutMs?: number },
): Promise<T> {
  if (signal?.aborted || stuck.has(folder)) throw noAnswer()
  const working = work()
  const { promise: cutOff, reject } = Promise.withResolvers<never>()
  const giveUp = (): void => {
    stuck.add(folder)
    void working.catch(() => undefined).finally(() => stuck.delete(folder))
    reject(noAnswer())
  }
  const timer = setTimeout(giveUp, timeoutMs)
  signal?.addEventListener('abort', giveUp, { once: true })
  try {
    return await Promise.race([working, cutOff])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', giveUp)
  }
}
