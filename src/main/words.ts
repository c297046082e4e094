import { fillWords, resources } from '../shared/words/index.ts'
import type { Language } from '../shared/settings/settings.ts'

/** What the desktop door itself says, in one language: tray and dialogs. */
export interface Words {
  open: string
  seenAll: string
  quit: string
  quiet: (openCount: number) => string
  waiting: (unseenCount: number) => string
  alarm: string
  quitQuestion: (slipCount: number) => { title: string; body: string; quit: string; stay: string }
  couldNotStart: { title: string; body: string }
}

/** Said when nothing works, the words' own file perhaps included. */
const couldNotStart: Record<Language, Words['couldNotStart']> = {
  tr: {
    title: 'Tezgah başlatılamadı',
    body: 'Bilgisayarı yeniden başlatın. Sürerse günlük dosyasını destekle paylaşın:',
  },
  en: {
    title: 'Tezgah could not start',
    body: 'Restart the computer. If it happens again, share the log file with support:',
  },
}

export function wordsOf(language: Language): Words {
  const { tray, dialog } = resources[language]
  return {
    open: tray.open,
    seenAll: tray.allSeen,
    quit: tray.quit,
    quiet: (open) => fillWords(tray.quiet, { open }),
    waiting: (count) => fillWords(tray.waiting, { count }),
    alarm: tray.alarm,
    quitQuestion: (count) => {
      const { title, body, quit, stay } = dialog.quitWithWaitingSlips
      return { title, body: fillWords(body, { count }), quit, stay }
    },
    couldNotStart: couldNotStart[language],
  }
}
