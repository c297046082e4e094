import type { UpdateInfo } from 'electron-updater'

const MAX_LINES = 2
const MAX_CHARACTERS = 120

/** The first two lines of what is new, as plain text: a release's page is written in Markdown or HTML. Pure. */
export function releaseNotes(notes: UpdateInfo['releaseNotes']): string[] {
  const text = typeof notes === 'string' ? notes : (notes?.[0]?.note ?? '')
  return (
    text
      .replaceAll(/<[^>]*>/g, '\n')
      .split('\n')
      // A title says the version, which is said already.
      .filter((line) => !line.trimStart().startsWith('#'))
      .map((line) => line.replace(/^[\s>*+-]+/, '').trim())
      .filter((line) => line !== '')
      .slice(0, MAX_LINES)
      .map((line) => (line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS - 1)}…` : line))
  )
}
