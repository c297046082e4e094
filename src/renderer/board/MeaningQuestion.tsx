import { useTranslation } from 'react-i18next'
import { paymentMeanings } from '../../shared/model/paymentMeaning.ts'
import { perform } from '../request.ts'

interface MeaningQuestionProps {
  sourceId: string
  method: string
  /** All answers there are, not the most usual one alone. */
  isWhole: boolean
}

/** Asks once what a way of paying means; the answer holds for all orders of its source, and is found in the settings. */
export function MeaningQuestion({ sourceId, method, isWhole }: MeaningQuestionProps) {
  const { t } = useTranslation()
  return (
    <div className="meaning">
      <span>{t('meaning.question')}</span>
      {(isWhole ? paymentMeanings : (['online'] as const)).map((meaning) => (
        <button
          key={meaning}
          type="button"
          className="btn meaning__answer"
          title={t('meaning.answerHint', { method })}
          onClick={() => void perform('payments.mean', { sourceId, name: method, meaning })}
        >
          {t(`meaning.say.${meaning}`)}
        </button>
      ))}
    </div>
  )
}
