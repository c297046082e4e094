import { type ChangeEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingsContent } from '../../shared/contract/moveRequests.ts'
import { formatDateTime } from '../../shared/model/istanbulTime.ts'
import { ConfirmButton } from '../controls/ConfirmButton.tsx'
import { CheckIcon, DocumentIcon } from '../controls/icons.tsx'
import { ProblemText } from '../controls/ProblemText.tsx'
import { saveFile } from '../saveFile.ts'
import { useRequest } from '../request.ts'
import { useScreen } from '../store.ts'
import { joinNames } from '../words/joinNames.ts'

/** All settings as a file, without keys, and such a file in the place of what is set here. */
export function MoveSettings() {
  const { t } = useTranslation()
  const file = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const saved = useRequest('settings.export', {
    onSuccess: ({ fileName, text: written }) => saveFile(fileName, written, 'application/json'),
  })
  const inspected = useRequest('settings.inspect')
  const imported = useRequest('settings.import')
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [chosen] = target.files ?? []
    if (chosen === undefined) return
    const read = await chosen.text()
    // The same file may be chosen once more after it was mended.
    target.value = ''
    setText(read)
    imported.reset()
    inspected.mutate({ text: read })
  }
  const problem = imported.error?.problem ?? inspected.error?.problem ?? null
  return (
    <fieldset className="group">
      <legend>{t('move.title')}</legend>
      <p className="field__hint">{t('move.hint')}</p>
      <div className="form__buttons">
        <button type="button" className="btn" disabled={saved.isPending} onClick={() => saved.mutate({})}>
          <DocumentIcon />
          {t('move.export')}
        </button>
        <button type="button" className="btn" onClick={() => file.current?.click()}>
          {t('move.choose')}
        </button>
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={t('move.choose')}
          onChange={(event) => void choose(event)}
        />
      </div>
      {saved.isSuccess && <p role="status">{t('ledger.exported', { file: saved.data.fileName })}</p>}
      {saved.isError && <ProblemText problem={saved.error.problem} />}
      {problem !== null && <ProblemText problem={problem} />}
      {inspected.isSuccess && !imported.isSuccess && (
        <>
          <Content content={inspected.data} />
          <div>
            <ConfirmButton
              label={t('move.import')}
              isDisabled={imported.isPending}
              onConfirm={() => imported.mutate({ text })}
            />
          </div>
        </>
      )}
      {imported.isSuccess && <Taken content={imported.data} />}
    </fieldset>
  )
}

/** What stands in a file, before it is taken. */
function Content({ content }: { content: SettingsContent }) {
  const { t } = useTranslation()
  const { version, atMs, sources, printers, routeCount, courierCount, removes } = content
  const names = (rows: readonly { name: string }[]): string =>
    rows.length === 0
      ? t('move.none')
      : joinNames(
          t,
          rows.map(({ name }) => name),
        )
  return (
    <div className="move" role="status">
      <p>{t('move.written', { time: formatDateTime(atMs), version })}</p>
      <ul>
        <li>{t('move.sources', { names: names(sources) })}</li>
        <li>{t('move.printers', { names: names(printers) })}</li>
        <li>{t('move.counts', { routes: routeCount, couriers: courierCount })}</li>
      </ul>
      {removes.length > 0 && <p className="field__error">{t('move.removes', { names: joinNames(t, removes) })}</p>}
      <p>{t('move.replaces')}</p>
    </div>
  )
}

/** Printers that are known to one computer by a name or a port of its own. */
const ofComputer: ReadonlySet<string> = new Set(['windows', 'cups', 'serial', 'system', 'folder'])

/** What is left to do by a person. */
function Taken({ content: { sources, printers } }: { content: SettingsContent }) {
  const { t } = useTranslation()
  const go = useScreen((state) => state.go)
  const keyless = sources.filter(({ hasKeys }) => !hasKeys).map(({ name }) => name)
  const local = printers.filter(({ connection }) => ofComputer.has(connection)).map(({ name }) => name)
  return (
    <div className="move" role="status">
      <p className="good">
        <CheckIcon />
        {t('move.taken')}
      </p>
      {keyless.length > 0 && <p>{t('move.keyless', { names: joinNames(t, keyless) })}</p>}
      {local.length > 0 && <p>{t('move.local', { names: joinNames(t, local) })}</p>}
      <p>{t('move.oldOne')}</p>
      <div className="form__buttons">
        {keyless.length > 0 && (
          <button type="button" className="btn btn--primary" onClick={() => go({ name: 'settings', tab: 'sources' })}>
            {t('move.enterKeys')}
          </button>
        )}
        {local.length > 0 && (
          <button type="button" className="btn" onClick={() => go({ name: 'settings', tab: 'printers' })}>
            {t('settings.tabs.printers')}
          </button>
        )}
      </div>
    </div>
  )
}
