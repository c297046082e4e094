import type { Card, CardItem } from '../../shared/contract/snapshot.ts'
import type { Order, OrderLine } from '../../shared/model/order.ts'

/** The parts of a card that could be of any length: a whole card has to stay under 4 kB. Bytes of JSON. */
const ITEMS_BYTES = 1_600
const ITEM_BYTES = 800
const LEFT_OUT_BYTES = 400
const TEXT_LETTERS = 160
const NAME_LETTERS = 80

/** What is to be made, a menu's content behind the menu, as far as there is room; the first line always has some. Pure. */
export function itemsOf({ lines }: Pick<Order, 'lines'>): Pick<Card, 'items' | 'itemsLeft'> {
  const all = lines.flatMap((line) => withContent(line, 0))
  const items: CardItem[] = []
  let room = ITEMS_BYTES
  for (const item of all) {
    room -= bytesOf(item)
    if (room < 0 && items.length > 0) break
    items.push(item)
  }
  return { items, itemsLeft: all.length - items.length }
}

function withContent(line: OrderLine, depth: number): CardItem[] {
  if (line.cancelled) return []
  const item: CardItem = {
    quantity: line.quantity,
    name: cut(line.name, NAME_LETTERS),
    ...(depth > 0 && { depth }),
    ...(line.options.length > 0 && { options: line.options.map(({ name }) => name) }),
    ...(line.leftOut.length > 0 && { leftOut: line.leftOut }),
    ...(line.note !== null && line.note !== '' && { note: line.note }),
  }
  return [fitted(item), ...line.children.flatMap((child) => withContent(child, depth + 1))]
}

/** What is to be left out is the last to go: somebody may not bear it. */
function fitted(item: CardItem): CardItem {
  if (bytesOf(item) <= ITEM_BYTES) return item
  const { options: _, note: __, leftOut = [], ...bare } = item
  const kept: string[] = []
  for (const name of leftOut) if (bytesOf([...kept, name]) <= LEFT_OUT_BYTES) kept.push(name)
  return { ...bare, ...(kept.length > 0 && { leftOut: kept }), isCut: true }
}

/** For the courier's eye: the first telephone number, and where to go. Pure. */
export function deliveryOf({ customer }: Pick<Order, 'customer'>): Card['delivery'] {
  if (customer === null) return null
  const [phone] = customer.phones
  const place = [customer.address, customer.region].filter((part) => part !== null && part !== '').join(', ')
  return {
    phone: phone === undefined ? null : cut(phone.number, NAME_LETTERS),
    phoneCode: phone?.code ?? null,
    address: place === '' ? null : cut(place, TEXT_LETTERS),
    directions:
      customer.directions === null || customer.directions === '' ? null : cut(customer.directions, TEXT_LETTERS),
  }
}

/** The order's own note, as much of it as is read at a glance. Pure. */
export const noteOf = ({ note }: Pick<Order, 'note'>): string | null => (note === null ? null : cut(note, TEXT_LETTERS))

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length

/** Whole letters, never half of a surrogate pair. */
function cut(text: string, most: number): string {
  const letters = [...text]
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}
