import { lineSums } from '../packetAmounts.ts'
import { newPacketSchema, type NewPacket, type PracticeVendor } from '../packet.ts'
import { directions, headers, quarters } from './addresses.ts'
import { dishNamed, extrasOfTable, mains, setMenus, type Dish } from './menu.ts'
import { companies, firstNames, surnames } from './people.ts'
import type { Random } from './random.ts'
import { customerNotes } from './remarks.ts'

type NewLine = NonNullable<NewPacket['lines']>[number]
type NewCustomer = NonNullable<NewPacket['customer']>
type Platform = 'yemeksepeti' | 'getir' | 'trendyol'

const channels = ['packet', 'packet', 'packet', 'yemeksepeti', 'yemeksepeti', 'getir', 'trendyol'] as const

/** One believable order for a vendor, without id, number and times. Adisyo's may be a menu with content. */
export function randomOrder(random: Random, vendor: PracticeVendor): NewPacket {
  const channel = random.pick(channels)
  const platform = channel === 'packet' ? null : channel
  const lines = randomLines(random, vendor)
  const isPickup = platform === null && random.chance(0.12)
  const totalKurus = sumOf(lines)
  const discountKurus = random.chance(0.15) ? Math.round((totalKurus * 0.1) / 100) * 100 : 0
  const note = random.chance(0.35) ? random.pick(customerNotes) : null
  return {
    pos: vendor,
    channel,
    code: platform === null ? null : platformCode(random, platform),
    type: isPickup ? 'takeaway' : 'delivery',
    lines,
    discountKurus,
    ...randomPayment(random, platform, totalKurus - discountKurus),
    customer: {
      ...randomCustomer(random, platform),
      ...(isPickup ? { address: '', directions: null, addressHeader: null } : {}),
    },
    note,
    confirmationCode: platform === null ? null : random.digits(4),
    isOwnCourier: platform === null || random.chance(0.6),
  }
}

const platformCode = (random: Random, platform: Platform): string =>
  ({ yemeksepeti: `YS-${random.digits(8)}`, getir: `G${random.digits(6)}`, trendyol: random.digits(10) })[platform]

function randomLines(random: Random, vendor: PracticeVendor): NewLine[] {
  const lines = random.chance(0.3) ? [randomMenu(random, vendor)] : []
  const dishes = [
    ...random.some(mains, random.whole(lines.length === 0 ? 1 : 0, 3)),
    ...random.some(extrasOfTable, random.whole(0, 3)),
  ]
  for (const dish of dishes) lines.push(randomLine(random, dish))
  return lines
}

/** @returns a line of this dish with choices, extras, left-out ingredients and a note now and then */
export function randomLine(random: Random, dish: Dish): NewLine {
  const notes = dish.notes ?? []
  return {
    title: dish.title,
    category: dish.category,
    quantity:
      dish.isByWeight === true ? random.pick([0.25, 0.375, 0.5, 0.75, 1.25, 1.5]) : random.pick([1, 1, 1, 2, 2, 3]),
    unitPriceKurus: dish.priceKurus,
    options: randomOptions(random, dish),
    leftOut: random.chance(0.25) ? random.some(dish.ingredients ?? [], random.whole(1, 2)) : [],
    note: notes.length > 0 && random.chance(0.25) ? random.pick(notes) : '',
    extraKurus: random.chance(0.03) ? 1500 : 0,
    discountKurus: random.chance(0.04) ? 1000 : 0,
  }
}

const randomOptions = (random: Random, dish: Dish): { title: string; priceKurus: number }[] => [
  ...(dish.choices === undefined ? [] : [random.pick(dish.choices)]),
  ...(random.chance(0.35) ? random.some(dish.extras ?? [], random.whole(1, 2)) : []),
]

function randomMenu(random: Random, vendor: PracticeVendor): NewLine {
  const menu = random.pick(setMenus)
  const content = (menu.content ?? []).map((choice) => {
    const dish = dishNamed(random.pick(choice))
    return {
      title: dish.title,
      category: dish.category,
      unitPriceKurus: 0,
      options: random.chance(0.5) ? randomOptions(random, dish) : [],
      leftOut: random.chance(0.3) ? random.some(dish.ingredients ?? [], 1) : [],
    }
  })
  return {
    title: menu.title,
    category: menu.category,
    unitPriceKurus: menu.priceKurus,
    content,
    note: vendor === 'adisyo' && random.chance(0.2) ? 'Çorbalar ayrı poşette' : '',
  }
}

const cards = ['Multinet', 'Pluxee', 'Setcard', 'Edenred', 'Metropol', 'Paye', 'Tokenflex'] as const

/** Paid online, to be collected (cash, card, meal card), or a part of each. @param dueKurus the bill */
function randomPayment(
  random: Random,
  platform: Platform | null,
  dueKurus: number,
): Pick<NewPacket, 'payments' | 'paymentNote'> {
  if (platform !== null && random.chance(0.65))
    return { payments: [{ title: 'Online Ödeme', amountKurus: dueKurus }], paymentNote: 'Online Ödeme' }
  if (random.chance(0.12)) {
    const part = Math.round(dueKurus / 200) * 100
    return { payments: [{ title: random.pick(cards), amountKurus: part }], paymentNote: 'Kalanı kapıda nakit' }
  }
  const way = random.pick([
    'Kapıda nakit',
    'Kapıda nakit',
    'Kapıda kredi kartı',
    `Kapıda yemek kartı (${random.pick(cards)})`,
  ])
  return { payments: [], paymentNote: way }
}

function randomCustomer(random: Random, platform: Platform | null): NewCustomer {
  const quarter = random.pick(quarters)
  const street = random.pick(quarter.streets)
  const floor = random.whole(0, 9)
  const building = random.pick(['Çınar Apt.', 'Işık Apt.', 'Gül Sitesi B Blok', 'Özgüven İş Hanı', 'Şirin Apt.'])
  return {
    id: random.digits(9),
    name: random.pick(firstNames),
    surname: random.pick(surnames),
    ...randomPhone(random, platform),
    addressHeader: random.pick(headers),
    address: `${quarter.name} Mah. ${street} No:${random.whole(1, 180)} ${building} Kat:${floor} D:${floor * 2 + 1} ${quarter.district}/İstanbul`,
    directions: random.chance(0.4) ? random.pick(directions) : null,
    region: quarter.name,
    company: random.chance(0.08) ? random.pick(companies) : null,
    ...(random.chance(0.6) ? spot(random, quarter.latitude, quarter.longitude) : {}),
  }
}

/** Platforms hide the guest's number behind one of theirs and a code. */
function randomPhone(random: Random, platform: Platform | null): Pick<NewCustomer, 'phone' | 'phone2' | 'phoneCode'> {
  if (platform !== null && random.chance(0.7))
    return { phone: `0850 000 ${random.digits(2)} ${random.digits(2)}`, phoneCode: random.digits(6) }
  // 000 after the operator: nobody's number.
  const phone = `5${random.pick(['32', '33', '42', '05', '55', '44'])}000${random.digits(4)}`
  return { phone, phone2: random.chance(0.1) ? `216000${random.digits(4)}` : '' }
}

const spot = (random: Random, latitude: number, longitude: number): { latitude: number; longitude: number } => ({
  latitude: Number((latitude + (random.next() - 0.5) / 100).toFixed(6)),
  longitude: Number((longitude + (random.next() - 0.5) / 100).toFixed(6)),
})

/** What the lines come to, by the shop's own arithmetic. Kuruş. */
const sumOf = (lines: NewLine[]): number =>
  newPacketSchema.parse({ lines }).lines.reduce((sum, line) => sum + lineSums(line).gross, 0)
