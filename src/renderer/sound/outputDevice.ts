/** Whether this computer has anything to play a sound on; `unknown`: this browser does not tell. */
export type OutputDevice = 'present' | 'none' | 'unknown'

export interface OutputWatch {
  state(): OutputDevice
  /** @returns its unsubscribe */
  onChange(listener: () => void): () => void
}

/**
 * Follows speakers and headphones as they come and go.
 *
 * @param devices null: this browser has no list of them
 * @param listsOutputs Chromium alone lists outputs to a page that may not record; the others' lists prove nothing
 */
export function watchOutputDevice(
  devices: Pick<MediaDevices, 'enumerateDevices' | 'addEventListener'> | null,
  listsOutputs: boolean,
): OutputWatch {
  const listeners = new Set<() => void>()
  let state: OutputDevice = 'unknown'
  const look = async (): Promise<void> => {
    const listed = await devices?.enumerateDevices().catch(() => null)
    const next = listed ? (listed.some(({ kind }) => kind === 'audiooutput') ? 'present' : 'none') : 'unknown'
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }
  if (devices !== null && listsOutputs) {
    devices.addEventListener('devicechange', () => void look())
    void look()
  }
  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
