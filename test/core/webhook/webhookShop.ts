import { expect, onTestFinished } from 'vitest'
import type { Host } from '../../../src/core/host.ts'
import type { Printer } from '../../../src/core/printing/printers/printer.ts'
import type { WebhookBody } from '../../../src/core/webhook/messages.ts'
import type { Order } from '../../../src/shared/model/order.ts'
import { anOrder } from '../../support/anOrder.ts'
import { ManualTime } from '../../support/manualTime.ts'
import { type Disk, emptyDisk, openCounter } from '../../support/openCounter.ts'
import { ScriptedVendor } from '../../support/scriptedVendor.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhookReceiver.ts'

export const SECRET = 'imza-anahtari-0123456789'

export async function aReceiver(port = 0): Promise<WebhookReceiver> {
  const receiver = await startWebhookReceiver(port)
  onTestFinished(receiver.close)
  return receiver
}

export async function aShop(
  disk: Disk = emptyDisk(temporaryFolder()),
  startMs?: number,
  secrets?: Host['secrets'],
  openPrinter?: () => Printer,
) {
  const time = new ManualTime(startMs)
  const vendor = new ScriptedVendor(() => time.monotonicMs())
  const provision = {
    sources: [{ kind: 'restomenum', name: 'Kadıköy', baseUrl: 'http://127.0.0.1:9', apiKey: 'a.b.c', pollSeconds: 5 }],
    printers:
      openPrinter === undefined ? [] : [{ name: 'Kasa', connection: { kind: 'tcp', host: '127.0.0.1', port: 9 } }],
  }
  const over = { clock: time, timers: time, random: () => 0.5, ...(secrets && { secrets }) }
  const tezgah = await openCounter(disk, provision, over, vendor.vendors(), openPrinter)
  await time.advance(10)
  return { time, vendor, tezgah, disk }
}

export type Shop = Awaited<ReturnType<typeof aShop>>

export async function sendTo({ tezgah }: Shop, { address }: WebhookReceiver, afterMinutes = 2): Promise<void> {
  expect((await tezgah.ask('webhook.save', { address, secret: SECRET })).ok).toBe(true)
  await tezgah.ask('settings.update', { webhook: { enabled: true, afterMinutes, alarms: true } })
}

/** Lets time pass in small steps, with room for a real socket in between. */
export async function pass({ time }: Shop, ms: number, stepMs = 5_000): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    await time.advance(stepMs)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

export const order = (orderId: string, part: Partial<Order> = {}): Order =>
  anOrder({ orderId, sourceId: 'restomenum-kadikoy', number: orderId, ...part })

export const bodies = ({ received }: WebhookReceiver): WebhookBody[] =>
  received.map(({ body }) => JSON.parse(body) as WebhookBody)
