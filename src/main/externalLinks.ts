/** What may be handed to the system: a web page over https (a map) or a telephone number. Never file:, smb:, ms-*: …. */
export function isAllowedExternal(url: string): boolean {
  const parsed = URL.parse(url)
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false
  if (parsed.protocol === 'https:') return parsed.hostname !== ''
  return parsed.protocol === 'tel:' && /^\+?[0-9() -]{3,24}$/.test(parsed.pathname.replaceAll('%20', ' '))
}
