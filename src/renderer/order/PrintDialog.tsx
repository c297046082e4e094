import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { ChoiceField } from '../controls/Choice.tsx'
import { Dialog } from '../controls/Dialog.tsx'
import { PrinterIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { useRequest } from '../request.ts'
import { type Printing, useScreen } from '../store.ts'

/** Print or print again. A copy wants a reason: it is printed on it, so that nothing is cooked twice unasked. */
export function PrintDialog({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const printing = useScreen((state) => state.printing)
  const setPrinting = useScreen((state) => state.setPrinting)
  const title = printing?.isCopy === true ? 'print.titleCopy' : 'print.title'
  return (
    <Dialog
      isOpen={printing !== null}
      title={t(title, { label: printing?.label ?? '' })}
      onClose={() => setPrinting(null)}
    >
      {printing !== null && <PrintForm printing={printing} snapshot={snapshot} onDone={() => setPrinting(null)} />}
    </Dialog>
  )
}

/** Each a button: one touch prints. Any other reason is typed. */
const reasons = ['lost', 'bad', 'kitchen', 'courier'] as const

interface PrintFormProps {
  printing: Printing
  snapshot: Snapshot
  onDone(): void
}

function PrintForm({ printing, snapshot, onDone }: PrintFormProps) {
  const { t } = useTranslation()
  const { isCopy } = printing
  const printers = snapshot.printers.filter((printer) => printer.settings.enabled).map((printer) => printer.settings)
  const [other, setOther] = useState('')
  const [printerId, setPrinterId] = useState(printers[0]?.id ?? '')
  const print = useRequest('order.print', { onSuccess: onDone })
  if (printers.length === 0) return <p className="dialog__text">{t('print.noPrinter')}</p>
  const printBecause = (reason: string | null): void =>
    print.mutate({ key: printing.key, printerId: printerId === '' ? null : printerId, reason })
  return (
    <form
      className="dialog__form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isCopy) printBecause(null)
        else if (other.trim() !== '') printBecause(other.trim())
      }}
    >
      {isCopy && <p className="dialog__text">{t('print.copyNote')}</p>}
      {printers.length > 1 && (
        <ChoiceField
          label={t('print.printer')}
          value={printerId}
          options={printers.map((printer) => ({ value: printer.id, label: printer.name }))}
          onChange={setPrinterId}
        />
      )}
      {isCopy && (
        <>
          <fieldset className="reasons">
            <legend className="field__label">{t('print.reason')}</legend>
            {reasons.map((reason, index) => (
              <button
                key={reason}
                type="button"
                className="btn"
                autoFocus={index === 0}
                disabled={print.isPending}
                onClick={() => printBecause(t(`print.reasons.${reason}`))}
              >
                <PrinterIcon />
                {t(`print.reasons.${reason}`)}
              </button>
            ))}
          </fieldset>
          <label className="field">
            <span className="field__label">{t('print.otherReason')}</span>
            <input
              className="input"
              maxLength={80}
              value={other}
              autoComplete="off"
              onChange={(event) => setOther(event.target.value)}
            />
          </label>
        </>
      )}
      {print.isError && <ProblemText problem={print.error.problem} />}
      <div className="dialog__buttons">
        <button type="button" className="btn" onClick={onDone}>
          {t('action.cancel')}
        </button>
        <button
          type="submit"
          className="btn btn--primary"
          disabled={print.isPending || (isCopy && other.trim() === '')}
        >
          <PrinterIcon />
          {t(isCopy ? 'action.reprint' : 'action.print')}
        </button>
      </div>
    </form>
  )
}
