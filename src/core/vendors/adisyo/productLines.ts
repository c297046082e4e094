import type { OrderLine } from '../../../shared/model/order.ts'
import { isRecord, readText, unlessZero } from '../fields.ts'
import type { Product } from './schema.ts'

/**
 * Products as lines, a menu's content under its menu, menus within menus too: lines whose `parentId` (text or number) is
 * another's `id`. A product whose parent is missing, or that is in a circle, stands alone.
 */
export function linesOf(products: Product[]): OrderLine[] {
  const byId = new Map(products.flatMap((product) => (product.id === null ? [] : [[product.id, product] as const])))
  const lines = new Map(products.map((product, index) => [product, lineOf(product, index)]))
  const outer: OrderLine[] = []
  for (const [product, line] of lines) {
    const parent = parentOf(product, byId)
    const siblings = parent === null ? outer : (lines.get(parent)?.children ?? outer)
    siblings.push(line)
  }
  return outer
}

function parentOf(product: Product, byId: ReadonlyMap<string, Product>): Product | null {
  const parent = byId.get(product.parentId ?? '') ?? null
  const passed = new Set([product])
  for (let above = parent; above !== null; above = byId.get(above.parentId ?? '') ?? null) {
    if (passed.has(above)) return null
    passed.add(above)
  }
  return parent
}

function lineOf(product: Product, index: number): OrderLine {
  const notes = new Set([product.productNote, product.description].filter((note) => note !== null))
  return {
    id: product.id ?? `line-${index}`,
    name: product.productName ?? '?',
    ...product.quantity,
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
    children: [],
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
