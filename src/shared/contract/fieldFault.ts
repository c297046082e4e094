import { z } from 'zod'

/** What can be wrong with one field of a request, a form or a provisioning file. Words: `fieldFault.<code>`. */
export const fieldCodes = [
  // of any field
  'missing',
  'wrongType',
  'badFormat',
  'tooShort', // a text or a list
  'tooLong',
  'tooSmall', // a number
  'tooLarge',
  'notOneOf',
  'unknownField',
  'notJson',
  // of certain fields
  'notAKey',
  'addressChanged', // of a key that was entered for another address
  'hostNotAllowed',
  'notAFeed', // where new versions are looked for: https
  'tooFrequent',
  'badHost',
  'badQueue',
  'badSerialPort',
  'nameTaken',
  'ageOrder',
  'noCodePages',
  'onlyAdisyo',
  'noSuchDay',
  'nothingHeard', // of a day that is to be held against the vendors' books
  'notATime', // of day
  'quietEndless', // quiet hours that end when they begin
  'notAWebhook',
  'notASigningSecret',
  'notALink',
  'unknownRequest',
  'wrongContentType',
  'requestTooLarge',
] as const
export type FieldCode = (typeof fieldCodes)[number]

export const fieldFaultSchema = z.object({
  /** Names joined by dots (`printer.connection.host`); empty: the whole. */
  path: z.string(),
  code: z.enum(fieldCodes),
  /** `limit`: what a length or a number may be at most or at least; `name`: of an unknown field. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type FieldFault = z.infer<typeof fieldFaultSchema>

/**
 * The first fault that a schema has found, as data. Checks of our own give their code as zod's message. What was in the
 * field is never repeated: it may be a key in the wrong place.
 *
 * @param input what was parsed
 */
export function fieldFaultOf(error: z.ZodError, input: unknown): FieldFault {
  const [issue] = error.issues
  if (issue === undefined) return { path: '', code: 'badFormat' }
  return { path: issue.path.join('.'), ...codeOf(issue, valueAt(input, issue.path)) }
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): Omit<FieldFault, 'path'> {
  const own = fieldCodes.find((code) => code === issue.message)
  if (own !== undefined) return { code: own }
  switch (issue.code) {
    case 'too_small':
      if (value === '') return { code: 'missing' }
      return { code: typeof value === 'number' ? 'tooSmall' : 'tooShort', params: { limit: Number(issue.minimum) } }
    case 'too_big':
      return { code: typeof value === 'number' ? 'tooLarge' : 'tooLong', params: { limit: Number(issue.maximum) } }
    case 'unrecognized_keys':
      return { code: 'unknownField', ...nameOf(issue.keys[0] ?? '') }
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union':
      if (value === undefined || value === null || value === '') return { code: 'missing' }
      return { code: issue.code === 'invalid_type' ? 'wrongType' : 'notOneOf' }
    default:
      return { code: value === '' ? 'missing' : 'badFormat' }
  }
}

/** An unknown field is named when it looks like a field's name: a key pasted in its place must not be repeated. */
const nameOf = (key: string): Pick<FieldFault, 'params'> =>
  /^[A-Za-z]{1,24}$/.test(key) ? { params: { name: key } } : {}

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    input,
  )
