import { powerSaveBlocker } from 'electron'

/** Keeps the computer from falling asleep while it is wanted; its screen may go dark. Call after ready. */
export function createKeepAwake(): (isWanted: boolean) => void {
  let blocker: number | null = null
  return (isWanted) => {
    if (isWanted && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (!isWanted && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
}
