import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrinterView, Snapshot } from '../../shared/contract/snapshot.ts'
import type { PrinterHabits } from '../../shared/model/printerHabits.ts'
import { RemoveDialog } from '../controls/RemoveDialog.tsx'
import { perform } from '../request.ts'
import { PrinterHealth } from '../shell/PrinterHealth.tsx'
import { useScreen } from '../store.ts'
import { begin, useDrafts } from './drafts.ts'
import { Entry } from './Entry.tsx'
import { codePageNames, draftOfPrinter, isReceiptPrinter, newPrinterDraft, placeOfPrinter } from './printerDraft.ts'
import { PrinterForm } from './PrinterForm.tsx'

/** Named one by one up to here; the count says the rest. */
const NAMED = 6

export function PrintersTab({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const drafting = useDrafts((drafts) => drafts.printer)
  const [removed, setRemoved] = useState<PrinterView['settings'] | null>(null)
  const printer = snapshot.printers.find((candidate) => candidate.settings.id === drafting?.id)?.settings ?? null
  if (drafting !== null && (drafting.id === null || printer !== null))
    return (
      <PrinterForm
        snapshot={snapshot}
        printer={printer}
        drafting={drafting}
        onClose={() => useDrafts.setState({ printer: null })}
      />
    )
  const waiting = snapshot.openJobs.filter((job) => job.printerId === removed?.id).map((job) => job.label)
  const labels = waiting.slice(0, NAMED).join(', ') + (waiting.length > NAMED ? ' …' : '')
  return (
    <>
      {snapshot.printers.length === 0 && <p className="settings__none">{t('settings.printer.none')}</p>}
      <ul className="entries">
        {snapshot.printers.map((entry) => (
          <PrinterEntry
            key={entry.settings.id}
            printer={entry}
            onEdit={() => useDrafts.setState({ printer: begin(entry.settings.id, draftOfPrinter(entry.settings)) })}
            onRemove={() => setRemoved(entry.settings)}
          />
        ))}
      </ul>
      <div className="form__buttons">
        <button
          type="button"
          className="btn btn--primary"
          onClick={() => useDrafts.setState({ printer: begin(null, newPrinterDraft) })}
        >
          {t('settings.printer.add')}
        </button>
        <button type="button" className="btn" onClick={() => go({ name: 'journal', filter: 'all', printerId: null })}>
          {t('settings.printer.journal')}
        </button>
      </div>
      <RemoveDialog
        title={t('settings.printer.removeTitle', { name: removed?.name ?? '' })}
        body={
          waiting.length === 0
            ? t('settings.printer.removeBody')
            : t('settings.printer.removeWaiting', { count: waiting.length, labels })
        }
        isOpen={removed !== null}
        onClose={() => setRemoved(null)}
        onRemove={() => void (removed !== null && perform('printer.remove', { id: removed.id }))}
      />
    </>
  )
}

function PrinterEntry({ printer, onEdit, onRemove }: { printer: PrinterView; onEdit(): void; onRemove(): void }) {
  const { t } = useTranslation()
  const { settings, habits } = printer
  const { connection, mode, confirms } = settings
  const facts = [
    t(`settings.printer.kinds.${connection.kind}`),
    placeOfPrinter(settings),
    connection.kind === 'system' ? t(`settings.printer.pages.${connection.page}`) : `${settings.paperWidthMm} mm`,
    ...(isReceiptPrinter(connection.kind)
      ? [mode === 'raster' ? t('settings.printer.modes.raster') : codePageNames[settings.codePage]]
      : []),
    ...((habits?.echoesIds ?? null) === null && confirms !== 'unknown'
      ? [t(`settings.printer.confirmsShort.${confirms}`)]
      : []),
  ]
  return (
    <Entry
      name={settings.name}
      health={<PrinterHealth printer={printer} />}
      facts={facts.join(' · ')}
      more={habits !== null && <LearntHabits habits={habits} id={settings.id} name={settings.name} />}
      problem={printer.problem}
      onEdit={onEdit}
      onRemove={onRemove}
    />
  )
}

/** What sending slips has taught about it, and how to start over when it was replaced. */
function LearntHabits({ habits, id, name }: { habits: PrinterHabits; id: string; name: string }) {
  const { t } = useTranslation()
  const words = [
    ...(habits.echoesIds === true ? [t('settings.printer.learnt.confirms')] : []),
    ...(habits.echoesIds === false || habits.answersStatus === false
      ? [t('settings.printer.learnt.cannotConfirm')]
      : []),
    ...(habits.answersStatus === false ? [t('settings.printer.learnt.noStatus')] : []),
  ]
  if (words.length === 0) return null
  return (
    <p className="entry__more">
      {words.join(' ')}{' '}
      <button
        type="button"
        className="btn btn--plain"
        aria-label={t('settings.printer.learnt.againLabel', { name })}
        onClick={() => void perform('printer.learnAnew', { id })}
      >
        {t('settings.printer.learnt.again')}
      </button>
    </p>
  )
}
