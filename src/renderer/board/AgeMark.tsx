import { useTranslation } from 'react-i18next'
import { sayMinutes } from '../words/sayAge.ts'
import type { Age } from './ageOf.ts'

/** How long it waits: minutes and a word; the band it stands on gives the colour. */
export function AgeMark({ age }: { age: Age }) {
  const { t } = useTranslation()
  const time = age.step === 'early' ? t('age.in', { age: sayMinutes(t, -age.minutes) }) : sayMinutes(t, age.minutes)
  return (
    <span className="age" data-step={age.step}>
      <span className="age__time">{time}</span>
      <span className="age__word">{t(`age.${age.step}`)}</span>
    </span>
  )
}
