import type { Problem, Result } from '../../shared/contract/problems.ts'
import type { Release } from './updateRules.ts'

/** What a door that can bring its own next version does for the core. None of these rejects. */
export interface UpdatePort {
  /** false: the system asks for a password, and all stands still until somebody answers; so somebody has to be there. */
  readonly installsUnasked: boolean
  /**
   * Asks the feed. @param feedUrl null: the one the package was built with
   *
   * @returns a release that is newer than what runs, or null
   */
  check(feedUrl: string | null): Promise<Result<Release | null>>
  /**
   * Fetches what `check` found and verifies that its maker signed it.
   *
   * @returns isTried: its installer was started before, by an earlier run too, and it is not what runs
   */
  download(): Promise<Result<{ isTried: boolean }>>
  /** Verifies it anew, ends the core and installs. Resolves only when that did not come to pass: then the core is back. */
  install(): Promise<Problem>
}
