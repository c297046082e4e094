import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrinterView, Snapshot } from '../../shared/contract.ts'
import { perform } from '../ask.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { PrinterHealth } from '../shell/PrinterHealth.tsx'
import { placeOfPrinter } from './printerDraft.ts'
import { PrinterForm } from './PrinterForm.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'

export function PrintersTab({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<string | 'new' | null>(null)
  const [removed, setRemoved] = useState<PrinterView['settings'] | null>(null)
  const close = (): void => setEdited(null)
  if (edited === 'new') return <PrinterForm printer={null} onClose={close} />
  const printer = snapshot.printers.find((candidate) => candidate.settings.id === edited)
  if (printer !== undefined) return <PrinterForm printer={printer.settings} onClose={close} />
  return (
    <>
      {snapshot.printers.length === 0 && <p className="settings__none">{t('settings.printer.none')}</p>}
      <ul className="entries">
        {snapshot.printers.map((entry) => (
          <PrinterEntry
            key={entry.settings.id}
            printer={entry}
            onEdit={() => setEdited(entry.settings.id)}
            onRemove={() => setRemoved(entry.settings)}
          />
        ))}
      </ul>
      <button type="button" className="btn btn--primary" onClick={() => setEdited('new')}>
        {t('settings.printer.add')}
      </button>
      <RemoveDialog
        title={t('settings.printer.removeTitle', { name: removed?.name ?? '' })}
        body={t('settings.printer.removeBody')}
        isOpen={removed !== null}
        onClose={() => setRemoved(null)}
        onRemove={() => void (removed !== null && perform('printer.remove', { id: removed.id }))}
      />
    </>
  )
}

function PrinterEntry({ printer, onEdit, onRemove }: { printer: PrinterView; onEdit(): void; onRemove(): void }) {
  const { t } = useTranslation()
  const { settings } = printer
  return (
    <li className="entry">
      <div className="entry__words">
        <ul className="entry__health">
          <PrinterHealth printer={printer} />
        </ul>
        <p className="entry__more">
          {placeOfPrinter(settings)} · {settings.paperWidthMm} mm · {settings.codePage}
        </p>
        {printer.problem !== null && <ProblemText problem={printer.problem} />}
      </div>
      <div className="entry__buttons">
        <button type="button" className="btn" onClick={onEdit} aria-label={`${t('action.edit')}: ${settings.name}`}>
          {t('action.edit')}
        </button>
        <button type="button" className="btn" onClick={onRemove} aria-label={`${t('action.remove')}: ${settings.name}`}>
          {t('action.remove')}
        </button>
      </div>
    </li>
  )
}
