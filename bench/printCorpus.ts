import { directions, quarters } from '../src/practice/scenario/addresses.ts'
import { firstNames, surnames } from '../src/practice/scenario/people.ts'
import { createRandom, type Random } from '../src/practice/scenario/random.ts'
import { customerNotes } from '../src/practice/scenario/remarks.ts'

/** A thousand names, addresses and notes as Turkish customers type them; every third as a telephone's keyboard does. */
export function printCorpus(count = 1000): { text: string; isPlain: boolean }[] {
  const random = createRandom(20_260_105)
  return Array.from({ length: count }, (_, index) => {
    const text = index % 3 === 0 ? nameOf(random) : index % 3 === 1 ? addressOf(random) : noteOf(random)
    return random.chance(1 / 3)
      ? { text: asTyped(text, random), isPlain: false }
      : { text: plainly(text), isPlain: true }
  })
}

const nameOf = (random: Random): string => `${random.pick(firstNames)} ${random.pick(surnames)}`

function addressOf(random: Random): string {
  const quarter = random.pick(quarters)
  return `${quarter.name} Mah. ${random.pick(quarter.streets)} No:${random.whole(1, 240)}/${random.whole(1, 20)} Kat ${random.whole(0, 9)} ${quarter.district}/İSTANBUL`
}

const noteOf = (random: Random): string => random.pick([...customerNotes, ...directions])

const plainly = (text: string): string =>
  text
    .replaceAll('₺', '')
    .replaceAll('…', '...')
    .replace(/\p{Extended_Pictographic}/gu, '')
    .trim()

/** Curly quotes, dashes, ellipses, the lira sign, emoji, letters in two parts, guests' names from elsewhere. */
function asTyped(text: string, random: Random): string {
  const ways: ((text: string) => string)[] = [
    (given) => given.normalize('NFD'),
    (given) => `“${given}” – ₺${random.whole(10, 900)}`,
    (given) => `${given} 🙏😊`,
    (given) => `${given}… (René’nin kapısı)`,
    (given) => `${given}\u00a0— acele!`,
    (given) => `${given} Łukasz Żółć`,
  ]
  return random.pick(ways)(text)
}

/**
 * What of a text a person needs to read, spelled in one way: `₺`/`TL`, `’`/`'`, `é`/`e` are the same to a courier; an
 * emoji may be left out. Spaces are where lines break.
 */
export function readable(text: string): string {
  const spelled = text
    .normalize('NFC')
    .replaceAll('₺', 'TL')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—]/g, '-')
    .replaceAll('…', '...')
    .replace(/\p{Extended_Pictographic}|\u200d|\ufe0f/gu, '')
    .replace(/[\s\u00a0]/g, '')
  return [...spelled].map((letter) => (turkish.includes(letter) ? letter : bare(letter))).join('')
}

const turkish = 'çğıöşüÇĞİÖŞÜâîûÂÎÛ'
const bare = (letter: string): string => ({ ł: 'l', Ł: 'L' })[letter] ?? letter.normalize('NFKD').replace(/\p{M}/gu, '')
