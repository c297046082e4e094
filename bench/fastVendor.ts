import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** RestoMenum's two endpoints with as little of its own time as can be: what is measured must be Tezgah's. */
export interface FastVendor {
  baseUrl: string
  /** The bodies to answer with. */
  list: string
  details: (packetId: string) => string
  /** When the last byte of the list answer that first carried it left, by body. */
  listSentAtMs(body: string): number | undefined
  close(): Promise<void>
}

export async function startFastVendor(): Promise<FastVendor> {
  const sentAtMs = new Map<string, number>()
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    const packetId = new URL(request.url ?? '', 'http://x').searchParams.get('packetId')
    if (packetId !== null) {
      response.end(vendor.details(packetId))
      return
    }
    const body = vendor.list
    response.end(body, () => {
      if (!sentAtMs.has(body)) sentAtMs.set(body, performance.now())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const vendor: FastVendor = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    list: '{"success":true,"data":[]}',
    details: () => '{"success":false,"message":"plugin.packets.notFound"}',
    listSentAtMs: (body) => sentAtMs.get(body),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return vendor
}

export const summaryOf = (number: number): Record<string, unknown> => ({
  packetId: String(1_780_000_000_000 + number),
  docNo: number,
  entegrasyon: number % 3 === 0 ? 'yemeksepeti' : 'packet',
  itemCount: 3,
  total: 245.5,
  paid: 0,
  totalDiscount: 0,
})

export const detailsOf = (number: number): Record<string, unknown> => ({
  ...summaryOf(number),
  paymentNote: 'Kapıda nakit',
  orders: [
    {
      id: `${number}-1`,
      title: 'Adana Dürüm',
      quantity: 2,
      options: ['Acılı', 'Soğansız'],
      extra: 0,
      discount: 0,
      note: 'İyi pişsin',
      lineTotal: 180,
    },
    { id: `${number}-2`, title: 'Ayran', quantity: 1, options: [], extra: 0, discount: 0, note: '', lineTotal: 65.5 },
  ],
  customer: {
    id: '1',
    name: 'Ayşe Yılmaz',
    phone: '5321234567',
    call: '5321234567',
    address: 'Caferağa Mah. Moda Cad. No:42 D:5',
    addressDescription: 'Eczanenin üstü',
    region: 'Kadıköy',
  },
})

export const answer = (data: unknown): string => JSON.stringify({ success: true, data })
