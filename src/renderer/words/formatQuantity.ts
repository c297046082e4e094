/** `2×`, `0,375×`: at most three decimals, comma as on Turkish bills. */
export const formatQuantity = (quantity: number): string =>
  `${String(Math.round(quantity * 1000) / 1000).replace('.', ',')}×`
