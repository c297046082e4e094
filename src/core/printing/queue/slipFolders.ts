import { z } from 'zod'
import type { Order } from '../../../shared/model/order.ts'
import type { PrinterSettings } from '../../../shared/settings/printer.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { createFolderSlips, type DeletedSlips } from '../printers/folderSlips.ts'
import { slipName } from '../slip/composeSlip.ts'

/** The folders that folder printers write to, or have written to before they were changed or taken away. */
export interface SlipFolders {
  /**
   * Deletes slips that are older than their folder's printer says, whether that printer is in use or not.
   *
   * @param nowMs epoch ms: a time that can be believed
   * @returns how many @throws LedgerError
   */
  tidy(nowMs: number): Promise<number>
  /**
   * A person wants every slip to go, but for those of the given orders.
   *
   * @returns how many went, and the folders that could not be reached or emptied @throws LedgerError
   */
  erase(spared: readonly SparedOrder[]): Promise<{ count: number; leftIn: string[] }>
}

interface SparedOrder {
  order: Pick<Order, 'number' | 'code' | 'channel'>
  firstSeenMs: number
}

interface SlipFoldersDependencies {
  ledger: Pick<Ledger, 'readValue' | 'writeValue'>
  /** As set now, in use or not. */
  printers(): readonly PrinterSettings[]
}

const foldersSchema = z.array(z.object({ path: z.string(), keepDays: z.number().nullable() }))
type SlipFolder = z.infer<typeof foldersSchema>[number]

/** Under this value stand the folders, so that one whose printer was taken away is not forgotten with its slips. */
const FOLDERS_KEY = 'slipFolders'
const MOST_FOLDERS = 50

export function createSlipFolders({ ledger, printers }: SlipFoldersDependencies): SlipFolders {
  const slips = createFolderSlips()
  /** Folders in which nothing of ours is left. */
  const empty = new Set<string>()

  /** Those of the printers that are set, then those of earlier ones. @throws LedgerError */
  const folders = (): SlipFolder[] => {
    const set = new Map<string, SlipFolder>()
    for (const { connection } of printers()) {
      if (connection.kind !== 'folder') continue
      const { path, keepDays } = connection
      const all = [set.get(path)?.keepDays, keepDays].filter((days) => typeof days === 'number')
      set.set(path, { path, keepDays: all.length === 0 ? null : Math.min(...all) })
    }
    const stored = ledger.readValue(FOLDERS_KEY)
    const earlier = storedFolders(stored).filter(({ path }) => !set.has(path) && !empty.has(path))
    const all = [...set.values(), ...earlier].slice(0, MOST_FOLDERS)
    const text = JSON.stringify(all)
    if (text !== (stored ?? '[]')) ledger.writeValue(FOLDERS_KEY, text)
    return all
  }

  /** @param work null: nothing is to be done there. Of the answer, null: the folder could not be reached. */
  const inEach = (work: (folder: SlipFolder) => Promise<DeletedSlips> | null) =>
    Promise.all(
      folders().map(async (folder) => {
        const done = (await work(folder)?.catch(() => null)) ?? null
        if (done?.isEmpty === true) empty.add(folder.path)
        else empty.delete(folder.path)
        return { path: folder.path, done }
      }),
    )

  return {
    tidy: async (nowMs) =>
      countOf(
        await inEach(({ path, keepDays }) => (keepDays === null ? null : slips.deleteOld(path, keepDays, nowMs))),
      ),
    erase: async (orders) => {
      const spared = orders.map(({ order, firstSeenMs }) => ({ name: slipName(order), sinceMs: firstSeenMs }))
      const all = await inEach(({ path }) => slips.deleteAll(path, spared))
      const isLeft = ({ done }: { done: DeletedSlips | null }): boolean => done === null || done.refused > 0
      return { count: countOf(all), leftIn: all.filter(isLeft).map(({ path }) => path) }
    },
  }
}

const countOf = (all: readonly { done: DeletedSlips | null }[]): number =>
  all.reduce((sum, { done }) => sum + (done?.count ?? 0), 0)

function storedFolders(stored: string | null): SlipFolder[] {
  try {
    return foldersSchema.parse(JSON.parse(stored ?? '[]'))
  } catch {
    return []
  }
}
