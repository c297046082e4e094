import { createHash } from 'node:crypto'
import {
  isClosed,
  newPacketSchema,
  type NewPacket,
  type PacketChange,
  type PracticeLine,
  type PracticePacket,
  type PracticeVendor,
} from './packet.ts'

/** The shop's orders, open and closed, in order of creation. */
export interface ShopState {
  /** @throws ZodError on a field that does not exist, Error on an id that is taken. */
  addPacket(partial?: NewPacket): PracticePacket
  /** Lays the change over the packet and moves `updatedAtMs`. Lines are replaced as a whole. @throws when unknown. */
  changePacket(id: string, change: PacketChange): PracticePacket
  cancel(id: string, reason?: string): PracticePacket
  deliver(id: string): PracticePacket
  /** Open again; RestoMenum's document id may be another one then, its uuid never. */
  reopen(id: string, newId?: string): PracticePacket
  /** Forgotten: neither in the list nor by its id. */
  remove(id: string): void
  clear(): void
  packet(id: string): PracticePacket | undefined
  /** Everything one vendor's server knows. */
  packetsAt(vendor: PracticeVendor): PracticePacket[]
  openAt(vendor: PracticeVendor): PracticePacket[]
  readonly packets: PracticePacket[]
}

/** @param now epoch ms, for times nobody gave */
export function createShopState(now: () => number): ShopState {
  const packets = new Map<string, PracticePacket>()
  let lastId = 0
  let lastNumber = 0
  let lastSerial = 1_111_111_110

  const nextId = (atMs: number): string => {
    lastId = Math.max(lastId + 1, atMs)
    return String(lastId)
  }
  const nextSerial = (): number => (lastSerial += 1)

  const complete = (input: NewPacket, known?: PracticePacket): PracticePacket => {
    const filled = newPacketSchema.parse(input)
    const createdAtMs = filled.createdAtMs ?? now()
    const id = filled.id ?? nextId(createdAtMs)
    const number = filled.number ?? lastNumber + 1
    lastNumber = Math.max(lastNumber, number)
    const lines = completeLines(filled.lines, known?.lines ?? [], id, nextSerial)
    return {
      ...filled,
      id,
      uuid: filled.uuid === undefined ? uuidOf(id) : filled.uuid,
      number,
      createdAtMs,
      updatedAtMs: filled.updatedAtMs ?? createdAtMs,
      lines,
    }
  }

  const find = (id: string): PracticePacket => {
    const packet = packets.get(id)
    if (packet === undefined) throw new Error(`the practice shop knows no packet ${id}`)
    return packet
  }

  const changePacket = (id: string, change: PacketChange): PracticePacket => {
    const known = find(id)
    const { lines, ...rest } = known
    // What is set on the vendor's own screen is what the label says from then on.
    const label = change.status === undefined ? rest.label : null
    const updatedAtMs = Math.max(now(), known.updatedAtMs + 1)
    const input = { ...rest, label, lines: lines.map(asInput), updatedAtMs, ...change }
    const changed = complete(input, known)
    if (changed.id !== id) packets.delete(id)
    packets.set(changed.id, changed)
    return changed
  }

  return {
    addPacket(partial = {}) {
      const packet = complete(partial)
      if (packets.has(packet.id)) throw new Error(`the practice shop already has a packet ${packet.id}`)
      packets.set(packet.id, packet)
      return packet
    },
    changePacket,
    cancel: (id, reason = 'Müşteri vazgeçti') =>
      changePacket(id, { status: 'cancelled', cancelReason: reason, closedAtMs: now() }),
    deliver: (id) => changePacket(id, { status: 'delivered', closedAtMs: now() }),
    reopen: (id, newId = id) =>
      changePacket(id, { id: newId, uuid: find(id).uuid, status: 'preparing', closedAtMs: null, cancelReason: null }),
    remove: (id) => {
      find(id)
      packets.delete(id)
    },
    clear: () => packets.clear(),
    packet: (id) => packets.get(id),
    packetsAt: (vendor) => [...packets.values()].filter((packet) => packet.pos === 'both' || packet.pos === vendor),
    openAt(vendor) {
      return this.packetsAt(vendor).filter((packet) => !isClosed(packet))
    },
    get packets() {
      return [...packets.values()]
    },
  }
}

type FilledLine = ReturnType<typeof newPacketSchema.parse>['lines'][number]

/**
 * Names and numbers what has none yet. A line keeps its name through a change: by its id, else by its title, as a
 * point of sale changes one line of a bill and leaves the others alone.
 */
function completeLines(
  lines: FilledLine[],
  known: PracticeLine[],
  packetId: string,
  nextSerial: () => number,
): PracticeLine[] {
  const old = known.flatMap((each) => [each, ...each.content])
  const taken = new Set(lines.flatMap((line) => [line, ...line.content]).map((line) => line.id))
  const named = <L extends { id?: string | undefined; title: string }>(line: L): L & { id: string; serial: number } => {
    const same = old.find((each) =>
      line.id === undefined ? each.title === line.title && !taken.has(each.id) : each.id === line.id,
    )
    const serial = same?.serial ?? nextSerial()
    const id = line.id ?? same?.id ?? `${packetId}-${serial.toString(16).slice(-4)}`
    taken.add(id)
    return { ...line, id, serial }
  }
  return lines.map((line) => ({ ...named(line), content: line.content.map(named) }))
}

/** A line of the shop as it would have been given. */
export function asInput(line: PracticeLine): FilledLine {
  const { serial: _serial, content, ...rest } = line
  return { ...rest, content: content.map(({ serial: _partSerial, ...part }) => part) }
}

/** The same id gives the same uuid, so that a seeded scenario is the same every time. */
function uuidOf(id: string): string {
  const hex = createHash('sha256').update(id).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
