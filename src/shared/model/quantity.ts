/** `2`, `0,375`: at most three decimals, comma as the mark. Means the same on cards, pages and slips. */
export const formatQuantity = (quantity: number): string => String(Math.round(quantity * 1000) / 1000).replace('.', ',')
