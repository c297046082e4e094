/** Channels have hues of their own; the reds and ambers of waiting times are never among them. */
const known: Readonly<Record<string, string>> = {
  packet: 'slate',
  phone: 'slate',
  yemeksepeti: 'pink',
  getir: 'violet',
  getiryemek: 'violet',
  trendyol: 'teal',
  trendyolgo: 'teal',
  migros: 'indigo',
  migrosyemek: 'indigo',
}
const others = ['cyan', 'indigo', 'olive', 'plum'] as const

/** The hue's name, for `data-hue`. A channel nobody has heard of always gets the same one. */
export function channelHue(channelId: string): string {
  const id = channelId.toLowerCase().replace(/[^a-z0-9]/g, '')
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0)
  return known[id] ?? others[sum % others.length] ?? 'cyan'
}
