const LONGEST = 40

/** What a slip is called, as a part of a file's name that is safe on every system. */
export function slipFileName(name: string | undefined): string {
  const safe = (name ?? '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '')
  return safe === '' ? 'fis' : safe
}
