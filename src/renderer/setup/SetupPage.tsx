import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import { languages } from '../../shared/settings/settings.ts'
import { Choice } from '../controls/Choice.tsx'
import { CheckIcon } from '../controls/icons.tsx'
import { perform } from '../request.ts'
import { useDrafts } from '../settings/drafts.ts'
import { useScreen } from '../store.ts'
import { ComputerStep } from './ComputerStep.tsx'
import { PrinterStep } from './PrinterStep.tsx'
import { type SetupStep, setupSteps, stepToOpen } from './setupSteps.ts'
import { SoundStep } from './SoundStep.tsx'
import { SourceStep } from './SourceStep.tsx'

/**
 * Leads through everything a shop needs before its first order, each step checked at once. It can be left at any time: the
 * core remembers the step, and the empty board offers to go on.
 */
export function SetupPage({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const [step, setStep] = useState<SetupStep>(() => stepToOpen(snapshot))
  const { setup } = snapshot.settings
  const isTypingKeys = useDrafts((drafts) => drafts.setupSource !== null)
  useEffect(() => {
    if (setup === 'never') void perform('settings.update', { setup: 'source' })
  }, [setup])
  const number = setupSteps.indexOf(step)
  const open = (next: SetupStep): void => {
    setStep(next)
    // One that was done stays done while somebody looks through it again.
    if (setup !== 'done') void perform('settings.update', { setup: next })
  }
  const onNext = (): void => {
    const next = setupSteps[number + 1]
    if (next !== undefined) return open(next)
    void perform('settings.update', { setup: 'done' })
    go({ name: 'board' })
  }
  const props = { snapshot, onNext }
  return (
    <div className="setup" data-step={step}>
      <header className="setup__head">
        <h1>{t('setup.title')}</h1>
        <ol className="setup__steps">
          {setupSteps.map((name, index) => (
            <li key={name}>
              <button
                type="button"
                className="setup__step"
                aria-current={name === step ? 'step' : undefined}
                onClick={() => open(name)}
              >
                <span className="setup__number" aria-hidden="true">
                  {isDone(name, snapshot) ? <CheckIcon /> : index + 1}
                </span>
                {t(`setup.steps.${name}`)}
                {isDone(name, snapshot) && <span className="visually-hidden"> {t('setup.done')}</span>}
              </button>
            </li>
          ))}
        </ol>
        <button type="button" className="btn" onClick={() => go({ name: 'board' })}>
          {snapshot.unacknowledgedCount > 0
            ? t('setup.unseen', { count: snapshot.unacknowledgedCount })
            : t('setup.later')}
        </button>
      </header>
      <section className="setup__body" aria-labelledby="setup-title">
        {step === 'source' && !isTypingKeys && <LanguageChoice snapshot={snapshot} />}
        <StepTitle key={step} step={step} />
        <p className="setup__hint">{t(`setup.${step}.hint`)}</p>
        {step === 'source' && <SourceStep {...props} />}
        {step === 'printer' && <PrinterStep {...props} />}
        {step === 'sound' && <SoundStep {...props} />}
        {step === 'computer' && <ComputerStep {...props} />}
      </section>
    </div>
  )
}

function LanguageChoice({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  return (
    <Choice
      label={t('settings.general.language')}
      value={snapshot.settings.language}
      options={languages.map((value) => ({ value, label: t(`settings.general.languages.${value}`) }))}
      onChange={(language) => void perform('settings.update', { language })}
    />
  )
}

/** Whoever reads by ear hears that another step has begun. */
function StepTitle({ step }: { step: SetupStep }) {
  const { t } = useTranslation()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const words = { number: setupSteps.indexOf(step) + 1, count: setupSteps.length }
  return (
    <h2 id="setup-title" className="setup__title" tabIndex={-1} ref={title}>
      <span className="visually-hidden">{t('setup.stepOf', words)}: </span>
      {t(`setup.${step}.title`)}
    </h2>
  )
}

const isDone = (step: SetupStep, { sources, printers }: Snapshot): boolean =>
  (step === 'source' && sources.length > 0) || (step === 'printer' && printers.length > 0)
