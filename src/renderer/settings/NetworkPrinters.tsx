import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundPrinter } from '../../shared/settings/printer.ts'
import { ProblemText } from '../controls/ProblemText.tsx'
import { SearchIcon } from '../controls/icons.tsx'
import { question, useRequest } from '../request.ts'

/**
 * Looks for printers in the computer's own network, after it has been said what that means.
 *
 * @param onFound told of all that were found
 */
export function NetworkPrinters({ onFound }: { onFound(found: FoundPrinter[]): void }) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const { data: networks } = useQuery({ ...question('printers.networks', {}), enabled: isAsking })
  const search = useRequest('printers.findOnNetwork', { onSuccess: ({ found }) => onFound(found) })
  const start = (): void => {
    setAsking(false)
    search.mutate({ networks: networks?.map(({ name }) => name) ?? [] })
  }
  if (search.isPending)
    return (
      <p className="network" role="status">
        {t('setup.network.searching')}
      </p>
    )
  if (isAsking && networks?.length === 0)
    return (
      <p className="network" role="status">
        {t('setup.network.noNetwork')}
      </p>
    )
  if (isAsking && networks !== undefined) {
    const names = networks.map(({ name }) => name).join(', ')
    const count = networks.reduce((sum, { addressCount }) => sum + addressCount, 0)
    return (
      <div className="network" role="group" aria-label={t('setup.network.search')}>
        <p>{t('setup.network.consent', { networks: names, count })}</p>
        <div className="form__buttons">
          <button type="button" className="btn btn--primary" onClick={start}>
            {t('setup.network.yes')}
          </button>
          <button type="button" className="btn" onClick={() => setAsking(false)}>
            {t('setup.network.no')}
          </button>
        </div>
      </div>
    )
  }
  return (
    <div className="network">
      {search.isSuccess && (
        <p role="status">
          {search.data.found.length === 0
            ? t('setup.network.none')
            : t('setup.network.found', { count: search.data.found.length })}
        </p>
      )}
      {search.isError && <ProblemText problem={search.error.problem} />}
      <div className="form__buttons">
        <button type="button" className="btn" onClick={() => setAsking(true)}>
          <SearchIcon />
          {t('setup.network.search')}
        </button>
      </div>
    </div>
  )
}
