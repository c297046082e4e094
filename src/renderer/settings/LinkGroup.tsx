import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../shared/contract/problems.ts'
import type { Snapshot } from '../../shared/contract/snapshot.ts'
import type { LinkSettings } from '../../shared/settings/link.ts'
import { FormButtons } from '../controls/FormButtons.tsx'
import { CheckIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { SwitchRow } from '../controls/SwitchRow.tsx'
import { request, type RequestError, useRequest } from '../request.ts'
import { isLinkChanged, type LinkDraft, linkOf, useDrafts } from './drafts.ts'
import { leaveFieldOnEscape, TextField } from './Field.tsx'
import { MemberList } from './MemberList.tsx'

/** Faults of the way to the server that have words of their own here. */
const faults = ['offline', 'timedOut', 'tlsInvalid', 'malformed'] as const

/** Several counters of a shop or a chain as one, over a server of its own. */
export function LinkGroup({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation()
  const { link, settings } = snapshot
  const typed = useDrafts((drafts) => drafts.link)
  const draft = linkOf(typed, settings.link)
  const password = typed?.password ?? null
  const save = useMutation<void, RequestError, LinkDraft>({
    mutationFn: async (sent) => {
      await request('link.save', { link: linkOf(sent, settings.link), ...givenPassword(sent.password) })
      // What was typed since it was sent stays.
      useDrafts.setState((drafts) => (drafts.link === sent ? { link: null } : {}))
    },
  })
  const test = useRequest('link.test')
  const forget = (): void => {
    for (const said of [save, test]) said.reset()
  }
  const edit = (part: Partial<LinkSettings>, newPassword = password): void => {
    useDrafts.setState({ link: { part: { ...typed?.part, ...part }, password: newPassword } })
    forget()
  }
  const cancel = (): void => {
    useDrafts.setState({ link: null })
    forget()
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
        onKeyDown={leaveFieldOnEscape}
        onSubmit={(event) => {
          event.preventDefault()
          forget()
          if (typed !== null) save.mutate(typed)
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
          onChange={(text) => edit({}, text)}
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
        <FormButtons
          submit={t('action.save')}
          isDisabled={save.isPending || !isLinkChanged(typed, settings.link)}
          onCancel={cancel}
        >
          <button
            type="button"
            className="btn"
            disabled={test.isPending || draft.address === ''}
            onClick={() => {
              forget()
              test.mutate({ address: draft.address, ...givenPassword(password) })
            }}
          >
            {t(test.isPending ? 'link.testing' : 'link.test')}
          </button>
        </FormButtons>
      </form>
      <MemberList members={link.members} />
    </fieldset>
  )
}

const givenPassword = (password: string | null): { password?: string | null } =>
  password === null ? {} : { password: password === '' ? null : password }

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
