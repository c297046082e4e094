import { fieldFaultOf } from '../../shared/contract/fieldFault.ts'
import { fail, invalid, invalidField, ok, type Result } from '../../shared/contract/problems.ts'
import { type Handlers, type RequestName, requests } from '../../shared/contract/requests.ts'
import type { FaultLog } from '../faultLog.ts'
import { LedgerError } from '../ledger/ledger.ts'

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

/** What a screen sent, held against the contract. */
function checkRequest(name: unknown, input: unknown): Result<{ name: RequestName; input: unknown }> {
  if (typeof name !== 'string' || !Object.hasOwn(requests, name)) return invalid('', 'unknownRequest')
  const known = name as RequestName
  const parsed = requests[known].input.safeParse(input)
  return parsed.success ? ok({ name: known, input: parsed.data }) : invalidField(fieldFaultOf(parsed.error, input))
}
