import type { Order, OrderCustomer } from '../../../shared/model/order.ts'
import type { SlipBlock } from '../../../shared/model/slip.ts'
import { addressLines } from './addressLines.ts'
import { mapLink } from '../../../shared/model/mapLink.ts'
import { box, filled, rule, text, upper } from './slipBlocks.ts'
import type { SlipWords } from '../../../shared/words/index.ts'

/** Who, how to reach them, and where: large, because it is read in a stairway. */
export function customerBlocks(order: Order, words: SlipWords): SlipBlock[] {
  const { customer } = order
  const confirmation = filled(order.confirmationCode)
  const code =
    confirmation === null ? [] : [text(`${words.confirmationCode}: ${confirmation}`, { size: 2, bold: true })]
  if (customer === null) return code.length === 0 ? [] : [rule, ...code]
  const blocks = [...nameBlocks(customer), ...phoneBlocks(customer, words), ...code, ...addressBlocks(customer, words)]
  return blocks.length === 0 ? [] : [rule, ...blocks]
}

function nameBlocks(customer: OrderCustomer): SlipBlock[] {
  const name = filled(customer.name)
  const company = filled(customer.company)
  return [
    ...(name === null ? [] : [text(upper(name), { size: 2, bold: true })]),
    ...(company === null ? [] : [text(company, { tall: true, bold: true })]),
  ]
}

/** As given: platform numbers are dialled with their code afterwards, so the two never share a line. */
function phoneBlocks(customer: OrderCustomer, words: SlipWords): SlipBlock[] {
  return customer.phones.flatMap((phone) => {
    const code = filled(phone.code)
    return [
      text(`${words.phone}: ${phone.number}`, { tall: true, bold: true }),
      ...(code === null ? [] : [text(`${words.phoneCode}: ${code}`, { tall: true, bold: true })]),
    ]
  })
}

function addressBlocks(customer: OrderCustomer, words: SlipWords): SlipBlock[] {
  const label = filled(customer.addressLabel)
  const address = filled(customer.address)
  const area = [filled(customer.region), filled(customer.city)].filter((part) => part !== null)
  const directions = filled(customer.directions)
  const link = mapLink(customer)
  return [
    ...(label === null ? [] : [text(`(${label})`)]),
    ...(address === null ? [] : addressLines(address).map((line) => text(line, { tall: true, bold: true }))),
    ...(area.length === 0 ? [] : [text(upper(area.join(' / ')), { tall: true, bold: true })]),
    ...(directions === null ? [] : [box(words.directions, directions)]),
    ...(link === null ? [] : [{ kind: 'qr', data: link, caption: words.map } as const]),
  ]
}
