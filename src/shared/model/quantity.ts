/** `2`, `0,375`: at most three decimals, comma as the mark. Means the same on cards, pages and slips. */
export const formatQuantity = (quantity: number): string => String(Math.round(quantity * 1000) / 1000).replace('.', ',')

/** What a line says in front of its name. A return's quantity is said without its sign; what cannot be read is `?`. */
export const sayQuantity = (quantity: number | null): string =>
  quantity === null ? '?' : formatQuantity(Math.abs(quantity))

/** Goods that come back: what is below zero. */
export const isReturn = (quantity: number | null): boolean => quantity !== null && quantity < 0
