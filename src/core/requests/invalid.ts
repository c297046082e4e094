import { fail } from '../../shared/contract/problems.ts'

/** A field of a form that cannot be taken; the screen shows it there. */
export const invalid = (field: string, message: string): ReturnType<typeof fail> =>
  fail('invalidRequest', { field, message })

export const sameName = (left: { name: string }, right: { name: string }): boolean =>
  left.name.toLocaleLowerCase('tr') === right.name.toLocaleLowerCase('tr')
