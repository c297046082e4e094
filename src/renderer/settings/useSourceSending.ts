import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { invalid, type Problem } from '../../shared/contract/problems.ts'
import type { SourceView } from '../../shared/contract/snapshot.ts'
import { request, RequestError } from '../request.ts'
import { type SourceDraft, sourceInputOf } from './sourceDraft.ts'
import { type SourceFault, sourceFaultOf } from './sourceFault.ts'

/** The core gives a vendor 20 s; one that has said nothing by now does not answer. */
const PATIENCE_MS = 30_000

/** `testAndSave`: saved when its vendor has taken the keys. */
type Wish = 'test' | 'save' | 'testAndSave'

export interface SourceSending {
  send(wish: Wish): void
  reset(): void
  pending: Wish | null
  /** The vendor has taken the keys as they stand in the form. */
  isTested: boolean
  /** Of the form's own fields. */
  problem: Problem | null
  /** Of the connection. */
  fault: SourceFault | null
}

/** Tries a source of a form at its vendor, and saves it. @param source null: a new one */
export function useSourceSending(
  draft: SourceDraft,
  source: SourceView | null,
  onSaved: (id: string) => void,
): SourceSending {
  const { t } = useTranslation()
  const { mutate, reset, isPending, isSuccess, variables, error } = useMutation<string | null, RequestError, Wish>({
    mutationFn: async (wish) => {
      const missing = missingField(draft, source)
      if (missing !== null) throw new RequestError(missing.error)
      const input = { id: source?.id ?? null, source: sourceInputOf(draft) }
      if (wish !== 'save') await request('source.test', input, PATIENCE_MS)
      return wish === 'test' ? null : (await request('source.save', input, PATIENCE_MS)).id
    },
    onSuccess: (id) => {
      if (id !== null) onSaved(id)
    },
  })
  const problem = error?.problem ?? null
  const fault = sourceFaultOf(t, problem, draft, navigator.onLine)
  return {
    send: mutate,
    reset,
    pending: isPending ? variables : null,
    isTested: isSuccess && variables === 'test',
    problem: fault === null ? problem : null,
    fault,
  }
}

/** Asked for here already, so that nobody waits for the core to say that a field is empty. */
function missingField(draft: SourceDraft, source: SourceView | null): ReturnType<typeof invalid> | null {
  const missing = (field: string) => invalid(field, 'missing')
  if (draft.name.trim() === '') return missing('name')
  if (draft.apiKey !== null && draft.apiKey.trim() === '' && source === null) return missing('apiKey')
  if (draft.kind !== 'adisyo') return null
  if (draft.apiSecret !== null && draft.apiSecret.trim() === '' && source === null) return missing('apiSecret')
  return draft.consumer.trim() === '' ? missing('consumer') : null
}
