import type { Handlers } from '../../shared/contract/requests.ts'
import { fail, type Result } from '../../shared/contract/problems.ts'
import type { FaultLog } from '../faultLog.ts'
import { LedgerError } from '../ledger/ledger.ts'
import { checkRequest } from './checkRequest.ts'

/**
 * Answers one request of a screen; `name` and `input` are untrusted. Never rejects.
 *
 * @param handlers null: Tezgah is closed, every good request is `internal`
 */
export async function handleRequest(
  handlers: Handlers | null,
  name: unknown,
  input: unknown,
  faults: FaultLog,
): Promise<Result<unknown>> {
  const checked = checkRequest(name, input)
  if (!checked.ok) return checked
  if (handlers === null) return fail('internal')
  try {
    const handler = handlers[checked.value.name] as (checked: unknown) => Promise<Result<unknown>>
    return await handler(checked.value.input)
  } catch (error) {
    faults.note(`request.failed ${checked.value.name}`, error)
    return fail(error instanceof LedgerError ? error.code : 'internal')
  }
}
