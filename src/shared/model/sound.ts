/** Sounds that a channel's new orders may have; the alarm is never among them. */
export const ringSounds = ['telephone', 'bells', 'marimba', 'whistle', 'doorbell'] as const
export type RingSound = (typeof ringSounds)[number]

/** All there are, each a file of its own on the screen. */
export const soundIds = [...ringSounds, 'reopened', 'cancelled', 'changed', 'alarm'] as const
export type SoundId = (typeof soundIds)[number]

/**
 * What a page knows of its own sound. `on`: one has been played on a device; `trying`: none has been yet; `off`: at a
 * volume of nothing; `blocked`: the browser wants a click first; `failed`: it was tried and nothing was played.
 */
export const soundStates = ['on', 'trying', 'off', 'noDevice', 'blocked', 'failed'] as const
export type SoundState = (typeof soundStates)[number]

/** Stands for every channel that has no sound of its own. */
export const OTHER_CHANNELS = 'other'

/** What channels ring with until somebody chooses otherwise. */
const usual: Readonly<Record<string, RingSound>> = {
  packet: 'telephone',
  yemeksepeti: 'bells',
  getir: 'marimba',
  trendyol: 'whistle',
}

export interface ChannelSound {
  sound: RingSound
  /** 0..1, of the volume that is set for all. */
  volume: number
}

/** What a channel rings with. @param chosen by the channel's id, or `other` */
export const channelSound = (chosen: Readonly<Record<string, ChannelSound>>, channelId: string): ChannelSound => {
  const own = chosen[channelId] ?? (usual[channelId] === undefined ? chosen[OTHER_CHANNELS] : undefined)
  return own ?? { sound: usual[channelId] ?? 'doorbell', volume: 1 }
}
