import type { TFunction } from 'i18next'
import type { JobNote } from '../../shared/model/printJob.ts'

/** Why a step was taken: a person's answer, Tezgah's own reason, or what the printer itself said. */
export function sayNote(t: TFunction, note: JobNote): string {
  switch (note.code) {
    case 'answered':
      return t(`journal.answer.${note.answer}`)
    case 'wantedBecause':
      return t('journal.reason', { reason: note.reason })
    case 'expired':
      return t('journal.note.expired', { count: note.hours })
    case 'notComposed':
      return t('journal.note.notComposed', { error: note.error })
    case 'lettersReplaced': {
      const letters = note.letters.map(({ original, printed }) => `${original} → ${printed || '∅'}`)
      const more = note.more > 0 ? ` +${note.more}` : ''
      return t('journal.note.lettersReplaced', { letters: letters.join(', ') + more })
    }
    case 'printerSaid':
      // Status bytes as the printer sent them, for whoever knows its manual.
      return /^([0-9a-f]{2})+$/.test(note.said)
        ? t('journal.answered', { bytes: note.said.replace(/(..)(?=.)/g, '$1 ') })
        : t('journal.said', { words: note.said })
    default:
      return t(`journal.note.${note.code}`)
  }
}
