import { type RequestName, requests } from '../../shared/contract/requests.ts'
import { ok, type Result } from '../../shared/contract/problems.ts'
import { messageOf } from '../settings/messageOf.ts'
import { invalid } from './invalid.ts'

/** What a screen sent, held against the contract. Never throws. @returns `invalidRequest` with the field's own name */
export function checkRequest(name: unknown, input: unknown): Result<{ name: RequestName; input: unknown }> {
  if (typeof name !== 'string' || !Object.hasOwn(requests, name)) return invalid('name', 'unknown request')
  const known = name as RequestName
  const parsed = requests[known].input.safeParse(input)
  if (parsed.success) return ok({ name: known, input: parsed.data })
  const issue = parsed.error.issues[0]
  const field = (issue?.path ?? []).filter((step, index) => index > 0 || !['source', 'printer'].includes(String(step)))
  return invalid(field.join('.'), messageOf(issue))
}
