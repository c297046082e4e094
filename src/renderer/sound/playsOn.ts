/** A sound that was granted and has not moved by now is stuck, ms. */
const STUCK_AFTER_MS = 4_000

/**
 * Whether a sound that was started is really being played: its own clock moves. A browser grants play() also where no
 * sample ever comes out.
 *
 * @returns `stopped`: somebody paused it before it could be told
 */
export function playsOn(audio: HTMLAudioElement): Promise<'moves' | 'stuck' | 'stopped'> {
  return new Promise((resolve) => {
    if (audio.paused) return resolve('stopped')
    const watch = new AbortController()
    const end = (how: 'moves' | 'stuck' | 'stopped'): void => {
      watch.abort()
      clearTimeout(timer)
      resolve(how)
    }
    const timer = setTimeout(() => end('stuck'), STUCK_AFTER_MS)
    const { signal } = watch
    audio.addEventListener('timeupdate', () => audio.currentTime > 0 && end('moves'), { signal })
    audio.addEventListener('ended', () => end('moves'), { signal })
    audio.addEventListener('pause', () => end('stopped'), { signal })
    audio.addEventListener('error', () => end('stuck'), { signal })
  })
}
