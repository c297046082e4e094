import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { LinkSettings } from '../../shared/settings/link.ts'
import { FormButtons } from '../controls/FormButtons.tsx'
import { CheckIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { useRequest } from '../request.ts'
import { TextField } from './Field.tsx'
import { MemberList } from './MemberList.tsx'

/** Faults of the way to the server that have words of their own here. */
const faults = ['offline', 'timedOut', 'tlsInvalid', 'malformed'] as const

/** Several counters of a shop or a chain as one, over a server of its own. */
export function LinkGroup({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const { link, settings } = snapshot
  const [draft, setDraft] = useState<LinkSettings>(settings.link)
  /** null: what is kept stays. */
  const [password, setPassword] = useState<string | null>(null)
  const save = useRequest('link.save')
  const test = useRequest('link.test')
  const isChanged = password !== null || JSON.stringify(draft) !== JSON.stringify(settings.link)
  const given = password === null ? {} : { password: password === '' ? null : password }
  const edit = (part: Partial<LinkSettings>): void => {
    setDraft({ ...draft, ...part })
    test.reset()
  }
  const reset = (): void => {
    setDraft(settings.link)
    setPassword(null)
    save.reset()
    test.reset()
  }
  const problem = (save.error ?? test.error)?.problem ?? null
  return (
    <fieldset className="group">
      <legend>{t('link.title')}</legend>
      <p>{t('link.intro')}</p>
      <p role="status" data-state={link.state} className="link__state">
        {t(`link.state.${link.state}`)}
      </p>
      {link.state === 'down' && link.problem !== null && <LinkProblem problem={link.problem} />}
      {snapshot.keyring === 'none' && <p className="field__hint">{t('settings.source.keyThisRun')}</p>}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate({ link: draft, ...given }, { onSuccess: () => setPassword(null) })
        }}
      >
        <SwitchRow label={t('link.on')} checked={draft.enabled} onChange={(enabled) => edit({ enabled })} />
        <TextField
          name="address"
          label={t('link.address')}
          hint={t('link.addressHint')}
          value={draft.address}
          problem={problem}
          onChange={(address) => edit({ address })}
        />
        <TextField
          name="password"
          label={t('link.password')}
          hint={t(link.isPasswordSet && password === null ? 'link.passwordKept' : 'link.passwordHint')}
          value={password ?? ''}
          problem={problem}
          onChange={(text) => {
            setPassword(text)
            test.reset()
          }}
        />
        <TextField
          name="branchName"
          label={t('link.branch')}
          hint={t('link.branchHint')}
          value={draft.branchName}
          problem={problem}
          onChange={(branchName) => edit({ branchName })}
        />
        {problem !== null && problem.field === undefined && <LinkProblem problem={problem} />}
        {test.isSuccess && (
          <p className="good" role="status">
            <CheckIcon />
            {t('link.testOk', { ms: test.data.answeredMs, count: test.data.memberCount })}
          </p>
        )}
        <FormButtons submit={t('action.save')} isDisabled={save.isPending || !isChanged} onCancel={reset}>
          <button
            type="button"
            className="btn"
            disabled={test.isPending || draft.address === ''}
            onClick={() => test.mutate({ address: draft.address, ...given })}
          >
            {t(test.isPending ? 'link.testing' : 'link.test')}
          </button>
        </FormButtons>
      </form>
      <MemberList members={link.members} />
    </fieldset>
  )
}

/** What keeps the counters apart; the words of a vendor's fault would mislead here. */
function LinkProblem({ problem }: { problem: Problem }) {
  const { t } = useTranslation()
  const own = faults.find((code) => code === problem.code)
  return own === undefined ? (
    <ProblemText problem={problem} />
  ) : (
    <p className="field__error">{t(`link.fault.${own}`)}</p>
  )
}
