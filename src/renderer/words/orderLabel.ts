/** What people call an order: its number, else the platform's code, else the end of its key. */
export function orderLabel(order: { number: string | null; code: string | null; key: string }): string {
  if (order.number !== null) return `#${order.number}`
  return order.code ?? `…${order.key.slice(-4)}`
}
