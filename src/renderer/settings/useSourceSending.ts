import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { invalid, type Problem } from '../../shared/contract/problems.ts'
import type { SourceView } from '../../shared/contract/snapshot.ts'
import { request, RequestError } from '../request.ts'
import { type Drafting, settle } from './drafts.ts'
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

interface Sending {
  wish: Wish
  sent: Drafting<SourceDraft>
}

/**
 * Tries a source of a form at its vendor, and saves it, which closes the form.
 *
 * @param source null: a new one
 * @param onSaved only while the form is in sight
 */
export function useSourceSending(
  form: 'source' | 'setupSource',
  drafting: Drafting<SourceDraft>,
  source: SourceView | null,
  onSaved: () => void = () => {},
): SourceSending {
  const { t } = useTranslation()
  const { draft } = drafting
  const isInSight = useRef(false)
  useEffect(() => {
    isInSight.current = true
    return () => {
      isInSight.current = false
    }
  }, [])
  const { mutate, reset, isPending, isSuccess, variables, error } = useMutation<void, RequestError, Sending>({
    mutationFn: async ({ wish, sent }) => {
      const missing = missingField(sent.draft, source)
      if (missing !== null) throw new RequestError(missing.error)
      const input = { id: sent.id, source: sourceInputOf(sent.draft) }
      if (wish !== 'save') await request('source.test', input, PATIENCE_MS)
      if (wish === 'test') return
      const { id } = await request('source.save', input, PATIENCE_MS)
      const wasInSight = isInSight.current
      if (settle(form, sent, id) && wasInSight) onSaved()
    },
  })
  const problem = error?.problem ?? null
  const fault = sourceFaultOf(t, problem, draft, navigator.onLine)
  return {
    send: (wish) => mutate({ wish, sent: drafting }),
    reset,
    pending: isPending ? variables.wish : null,
    isTested: isSuccess && variables.wish === 'test',
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
