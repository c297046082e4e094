import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { resources } from '../../src/shared/words/index.ts'

const languages = { tr: 'LANG_TURKISH', en: 'LANG_ENGLISH' } as const

/** `{{name}}` of a sentence, as the installer's variables. */
const variables: Record<string, string> = { file: '$tezgahFile', folder: '$tezgahFolder', needed: '$tezgahNeeded' }

/**
 * Writes the installer's sentences as its compiler reads them: `LangString tezgah_<key>`, in both languages.
 *
 * @throws when a sentence has a gap that the installer does not fill
 */
export function writeInstallerWords(folder: string): void {
  const lines = (['tr', 'en'] as const).flatMap((language) =>
    Object.entries(resources[language].installer).map(
      ([key, sentence]) => `LangString tezgah_${key} \${${languages[language]}} "${forCompiler(sentence)}"`,
    ),
  )
  // The compiler takes UTF-8 for what it is by the mark at its beginning.
  writeFileSync(join(folder, 'words.nsh'), `\uFEFF${lines.join('\n')}\n`)
}

const forCompiler = (sentence: string): string =>
  sentence
    .replaceAll('$', '$$$$')
    .replaceAll('"', '$\\"')
    .replaceAll('\n', '$\\r$\\n')
    .replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const variable = variables[name]
      if (variable === undefined) throw new Error(`The installer does not know {{${name}}}`)
      return variable
    })
