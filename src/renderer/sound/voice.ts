import type { Language } from '../../shared/settings/settings.ts'

const voiceOf = (language: Language): SpeechSynthesisVoice | undefined =>
  globalThis.speechSynthesis?.getVoices().find(({ lang }) => lang.toLowerCase().startsWith(language))

/** Whether this system can speak the language. Some systems know their voices only a moment after they were first asked. */
export const hasVoice = (language: Language): boolean => voiceOf(language) !== undefined

/** @returns its unsubscribe */
export function onVoices(listener: () => void): () => void {
  globalThis.speechSynthesis?.addEventListener('voiceschanged', listener)
  return () => globalThis.speechSynthesis?.removeEventListener('voiceschanged', listener)
}

/** Says it when its turn comes; where there is no voice of this language nothing is said. @param volume 0..1 */
export function speak(sentence: string, language: Language, volume: number): void {
  const voice = voiceOf(language)
  if (voice === undefined || volume === 0) return
  const words = new SpeechSynthesisUtterance(sentence)
  Object.assign(words, { voice, lang: voice.lang, volume })
  globalThis.speechSynthesis.speak(words)
}
