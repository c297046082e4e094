import type { Counter } from '../core/counter.ts'
import { snapshotSchema } from '../shared/contract/snapshot.ts'

/** Acknowledges every alert of the board as it is now, through the same requests a screen would use. */
export async function acknowledgeAll(counter: Pick<Counter, 'handle'>): Promise<void> {
  const answer = await counter.handle('snapshot.get', {})
  const snapshot = answer.ok ? snapshotSchema.safeParse(answer.value).data : undefined
  const keys = (snapshot?.cards ?? []).filter((card) => card.alert !== null).map((card) => card.key)
  if (snapshot && keys.length > 0) await counter.handle('orders.acknowledge', { keys, rev: snapshot.rev })
}
