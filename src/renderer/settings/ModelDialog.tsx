import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { foldForSearch } from '../../shared/model/foldTurkish.ts'
import type { RequestOutput } from '../../shared/contract/requests.ts'
import { Dialog } from '../controls/Dialog.tsx'

type Models = RequestOutput<'printerModels.list'>

interface ModelDialogProps {
  isOpen: boolean
  models: Models
  /** null: a printer like most. */
  chosen: string | null
  onClose(): void
  onChoose(model: string | null): void
}

export function ModelDialog({ isOpen, models, chosen, onClose, onChoose }: ModelDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog isOpen={isOpen} title={t('settings.printer.modelChoose')} onClose={onClose}>
      <ModelList models={models} chosen={chosen} onChoose={onChoose} />
    </Dialog>
  )
}

/** Every model with what is known of it; typing narrows the list down. */
function ModelList({ models, chosen, onChoose }: Pick<ModelDialogProps, 'models' | 'chosen' | 'onChoose'>) {
  const { t } = useTranslation()
  const [find, setFind] = useState('')
  const words = foldForSearch(find).split(/\s+/)
  const shown = models.filter((model) => words.every((word) => foldForSearch(model.name).includes(word)))
  return (
    <>
      <input
        className="input"
        aria-label={t('settings.printer.modelFind')}
        placeholder={t('settings.printer.modelFind')}
        value={find}
        onChange={(event) => setFind(event.target.value)}
      />
      <ul className="pick-list">
        <li>
          <button type="button" className="pick" aria-pressed={chosen === null} onClick={() => onChoose(null)}>
            <strong>{t('settings.printer.modelNone')}</strong>
          </button>
        </li>
        {shown.map((model) => (
          <li key={model.id}>
            <button
              type="button"
              className="pick"
              aria-pressed={chosen === model.id}
              onClick={() => onChoose(model.id)}
            >
              <strong>{model.name}</strong>
              <span>
                {t('settings.printer.modelColumns', { count: model.columns })}
                {!model.hasCutter && ` · ${t('settings.printer.modelNoCutter')}`}
              </span>
            </button>
          </li>
        ))}
        {shown.length === 0 && <li className="dialog__text">{t('settings.printer.modelNoMatch')}</li>}
      </ul>
    </>
  )
}
