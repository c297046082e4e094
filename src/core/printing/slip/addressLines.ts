const afterQuarter = /(?<=\b(?:mah|mh|mahalles[iİ])(?!\p{L})\.?)\s+(?=\S)/iu
const afterDoor = /(?<=\bno\s?[:.]?\s?\d+[\w/-]*)\s+(?=\S)/iu
const door = /^no\b/iu
const building = /^(?:bina|blok|kat|k|daire|d|apt|apartman|iç kapı)(?![\p{L}])/iu

/**
 * Breaks a one-line address where a courier reads it: quarter / street and number / building, floor and flat.
 * Only separators are lost; a text that it does not understand stays whole.
 */
export function addressLines(address: string): string[] {
  const lines: string[] = []
  for (const piece of address.split(/[\n\r]+|[,;]+(?=\s|$)/u).flatMap(breakPiece)) {
    const last = lines.at(-1)
    // "No:12" belongs to its street; "Kat 3, Daire 5" belong together.
    const belongs = last !== undefined && (door.test(piece) || (building.test(piece) && building.test(last)))
    if (belongs) lines[lines.length - 1] = `${last} ${piece}`
    else lines.push(piece)
  }
  return lines
}

function breakPiece(piece: string): string[] {
  return piece
    .split(afterQuarter)
    .flatMap((part) => part.split(afterDoor))
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
