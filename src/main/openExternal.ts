import { shell } from 'electron'
import { isAllowedExternal } from './externalLinks.ts'

/** Hands an allowed address to the system; anything else is dropped. @returns whether it was allowed. */
export async function openExternal(url: string): Promise<boolean> {
  if (!isAllowedExternal(url)) return false
  await shell.openExternal(url)
  return true
}
