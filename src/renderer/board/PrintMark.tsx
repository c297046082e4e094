import { useTranslation } from 'react-i18next'
import type { Card } from '../../shared/contract/snapshot.ts'
import type { JobState } from '../../shared/model/printJob.ts'
import { CheckIcon, PrinterIcon, WarningIcon } from '../controls/icons.tsx'

const tones: Record<JobState, 'waiting' | 'done' | 'problem' | 'quiet'> = {
  wanted: 'waiting',
  sending: 'waiting',
  held: 'problem',
  failed: 'problem',
  uncertain: 'problem',
  undecided: 'problem',
  needsHuman: 'problem',
  confirmed: 'done',
  sent: 'done',
  dropped: 'quiet',
}

/** What became of its slip. "Gönderildi" is never shown as "yazıldı". */
export function PrintMark({ print }: { print: Card['print'] }) {
  const { t } = useTranslation()
  if (print === null) return null
  const tone = tones[print.state]
  const Icon = tone === 'problem' ? WarningIcon : print.state === 'confirmed' ? CheckIcon : PrinterIcon
  return (
    <span className="print-mark" data-tone={tone} data-state={print.state}>
      <Icon />
      {t(`job.state.${print.state}`)}
      {print.copies > 1 && ` · ${t('job.copies', { count: print.copies })}`}
    </span>
  )
}
