import type { OrderLine } from '../../../shared/model/order.ts'
import { isRecord, readText, unlessZero } from '../fields.ts'
import type { Product } from './schema.ts'

/** Products as lines, a menu's content under its menu: lines whose `parentId` (text or number) is the menu's `id`. */
export function linesOf(products: Product[]): OrderLine[] {
  const byId = new Map(products.flatMap((product) => (product.id === null ? [] : [[product.id, product] as const])))
  const lines = new Map<Product, OrderLine>()
  const content: [Product, Product][] = []
  products.forEach((product, index) => {
    const menu = menuOf(product, byId)
    if (menu === null) lines.set(product, { ...lineOf(product, index), children: [] })
    else content.push([menu, product])
  })
  content.forEach(([menu, product], index) => {
    lines.get(menu)?.children.push({ ...lineOf(product, products.length + index), children: [] })
  })
  return [...lines.values()]
}

/** The outermost product it belongs to; null for one that stands alone, or whose parent is missing or in a circle. */
function menuOf(product: Product, byId: ReadonlyMap<string, Product>): Product | null {
  const passed = new Set([product])
  let menu: Product | null = null
  for (let id = product.parentId; id !== null;) {
    const parent = byId.get(id)
    if (parent === undefined) break
    if (passed.has(parent)) return null
    passed.add(parent)
    menu = parent
    id = parent.parentId
  }
  return menu
}

function lineOf(product: Product, index: number): Omit<OrderLine, 'children'> {
  const notes = new Set([product.productNote, product.description].filter((note) => note !== null))
  return {
    id: product.id ?? `line-${index}`,
    name: product.productName ?? '?',
    quantity: product.quantity,
    category: product.categoryName,
    options: product.features.flatMap(({ featureName, additionalPrice }) =>
      featureName === null ? [] : [{ name: featureName, priceKurus: unlessZero(additionalPrice) }],
    ),
    extraKurus: null,
    discountKurus: unlessZero(product.discountAmount),
    leftOut: leftOutOf(product),
    note: notes.size === 0 ? null : [...notes].join('\n'),
    totalKurus: product.totalAmount,
    cancelled: product.cancelReason !== null,
    cancelReason: product.cancelReason,
  }
}

/** `excludedItems`, or else the text of `excludedComposites` ("SIYAH ZEYTIN, SOGAN"). */
function leftOutOf(product: Product): string[] {
  const items = product.excludedItems.flatMap(({ compositeName }) => (compositeName === null ? [] : [compositeName]))
  return [...new Set(items.length > 0 ? items : namesIn(product.excludedComposites))]
}

function namesIn(composites: unknown): string[] {
  const parts: unknown[] = Array.isArray(composites) ? composites : (readText(composites)?.split(/[,;\n]/) ?? [])
  return parts.flatMap((part) => {
    const name = readText(isRecord(part) ? part['compositeName'] : part)
    // Ids alone tell the kitchen nothing.
    return name === null || /^\d+$/.test(name) ? [] : [name]
  })
}
