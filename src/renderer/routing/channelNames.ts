import type { Card } from '../../shared/contract/snapshot.ts'
import { channelOf, knownChannels } from '../../shared/model/channel.ts'

/** Known channels, then those of the board, then whatever rules name besides; each once. */
export function channelsToOffer(cards: readonly Card[], named: readonly string[]): { id: string; name: string }[] {
  const names = new Map(knownChannels.map(({ id, name }) => [id, name]))
  for (const { channel } of cards) if (!names.has(channel.id)) names.set(channel.id, channel.name)
  for (const id of named) if (!names.has(id)) names.set(id, channelOf(id).name)
  return [...names].map(([id, name]) => ({ id, name }))
}
