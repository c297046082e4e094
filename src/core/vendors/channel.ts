import { foldWord } from '../../shared/model/foldTurkish.ts'

/** What people call the channels we know; whatever else comes keeps its own name. */
const KNOWN: Record<string, { id: string; name: string }> = {
  packet: { id: 'packet', name: 'Telefon' },
  yemeksepeti: { id: 'yemeksepeti', name: 'Yemeksepeti' },
  getir: { id: 'getir', name: 'Getir' },
  getiryemek: { id: 'getir', name: 'Getir' },
  trendyol: { id: 'trendyol', name: 'Trendyol Go' },
  trendyolgo: { id: 'trendyol', name: 'Trendyol Go' },
  trendyolyemek: { id: 'trendyol', name: 'Trendyol Go' },
}

/** @param word as the vendor sends it ("getir", "YemekSepeti", "Migros Yemek") */
export function channelOf(word: string): { id: string; name: string } {
  const letters = foldWord(word).replace(/[^a-z0-9]/g, '')
  const known = Object.hasOwn(KNOWN, letters) ? KNOWN[letters] : undefined
  return known ?? { id: letters === '' ? word.toLocaleLowerCase('tr-TR') : letters, name: word }
}
