import { fail, ok } from '../../shared/contract/problems.ts'
import { type SupportFile, supportFiles } from '../support/supportFiles.ts'
import type { RequestDependencies, Some } from './dependencies.ts'

export function supportHandlers({
  host,
  screen,
  settings,
}: RequestDependencies): Some<'support.read' | 'support.save'> {
  /** What a person has been shown last: that and nothing else is saved. */
  let shown: { mark: string; files: SupportFile[] } | null = null
  return {
    'support.read': async () => {
      const snapshot = screen.snapshot()
      if (snapshot === null || host.support === undefined) return fail('internal')
      const files = supportFiles(snapshot, settings.current(), host.support.logs())
      shown = { mark: `${snapshot.runId} ${snapshot.rev} ${files.length}`, files }
      return ok({ mark: shown.mark, files })
    },
    'support.save': async ({ mark }) => {
      if (shown === null || shown.mark !== mark || host.support === undefined) return fail('conflict')
      return ok({ path: host.support.save(shown.files) })
    },
  }
}
