/** A call's value, or GetLastError() of the very call. */
export type Win32<T> = { ok: true; value: T } | { ok: false; error: number }

export type PrinterHandle = bigint

/** What Tezgah asks of the Windows spooler. None of these blocks this thread; each may take as long as Windows likes. */
export interface Winspool {
  open(queue: string): Promise<Win32<PrinterHandle>>
  /** PRINTER_INFO_2: PRINTER_STATUS_* and PRINTER_ATTRIBUTE_* bits, and how many jobs wait. */
  state(handle: PrinterHandle): Promise<Win32<{ status: number; attributes: number; jobCount: number }>>
  /** @returns the job's number */
  startDoc(handle: PrinterHandle, title: string): Promise<Win32<number>>
  startPage(handle: PrinterHandle): Promise<Win32<null>>
  /** @returns how many bytes were taken */
  write(handle: PrinterHandle, bytes: Uint8Array): Promise<Win32<number>>
  endPage(handle: PrinterHandle): Promise<Win32<null>>
  endDoc(handle: PrinterHandle): Promise<Win32<null>>
  /** Deletes what has been spooled of the job. */
  abort(handle: PrinterHandle): Promise<Win32<null>>
  close(handle: PrinterHandle): Promise<Win32<null>>
  /** Queues of this computer and those it is connected to. */
  list(): Promise<Win32<{ name: string; server: string | null }[]>>
}

const INSUFFICIENT_BUFFER = 122
const LOCAL_AND_CONNECTED = 0x02 | 0x04

let loading: Promise<Winspool> | null = null

/** Loads winspool.drv once. @throws on any system but Windows. */
export function loadWinspool(): Promise<Winspool> {
  loading ??= bindWinspool()
  return loading
}

async function bindWinspool(): Promise<Winspool> {
  if (process.platform !== 'win32') throw new Error('not Windows')
  const { default: koffi } = await import('koffi')
  const { docInfo, info2, info4 } = structures(koffi)
  const calls = declareCalls(koffi, docInfo)
  return {
    open: async (queue) => {
      const opened: [bigint | null] = [null]
      const done = await calls.OpenPrinter(queue, opened, null)
      return done.ok ? { ok: true, value: opened[0] ?? 0n } : done
    },
    state: async (printer) => {
      const read = await grow((room, size, needed) => calls.GetPrinter(printer, 2, room, size, needed))
      if (!read.ok) return read
      const { Status, Attributes, cJobs } = koffi.decode(read.value, info2) as Record<
        'Status' | 'Attributes' | 'cJobs',
        number
      >
      return { ok: true, value: { status: Status, attributes: Attributes, jobCount: cJobs } }
    },
    startDoc: (printer, title) =>
      calls.StartDocPrinter(printer, 1, { pDocName: title, pOutputFile: null, pDatatype: 'RAW' }),
    startPage: async (printer) => bare(await calls.StartPagePrinter(printer)),
    write: async (printer, bytes) => {
      const written: [number] = [0]
      const done = await calls.WritePrinter(printer, bytes, bytes.length, written)
      return done.ok ? { ok: true, value: written[0] } : done
    },
    endPage: async (printer) => bare(await calls.EndPagePrinter(printer)),
    endDoc: async (printer) => bare(await calls.EndDocPrinter(printer)),
    abort: async (printer) => bare(await calls.AbortPrinter(printer)),
    close: async (printer) => bare(await calls.ClosePrinter(printer)),
    list: async () => {
      const count: [number] = [0]
      const read = await grow((room, size, needed) =>
        calls.EnumPrinters(LOCAL_AND_CONNECTED, null, 4, room, size, needed, count),
      )
      if (!read.ok) return read
      if (count[0] === 0) return { ok: true, value: [] }
      const rows = koffi.decode(read.value, koffi.array(info4, count[0])) as {
        pPrinterName: string
        pServerName: string | null
      }[]
      return { ok: true, value: rows.map((row) => ({ name: row.pPrinterName, server: row.pServerName })) }
    },
  }
}

type Koffi = Pick<typeof import('koffi'), 'load' | 'struct' | 'pointer' | 'out'>
const text = 'str16'
const number = 'uint32_t'

/** DOC_INFO_1W, PRINTER_INFO_2W and PRINTER_INFO_4W. */
function structures(koffi: Koffi) {
  return {
    docInfo: koffi.struct({ pDocName: text, pOutputFile: text, pDatatype: text }),
    info2: koffi.struct({
      ...fields(
        ['pServerName', 'pPrinterName', 'pShareName', 'pPortName', 'pDriverName', 'pComment', 'pLocation'],
        text,
      ),
      pDevMode: 'void *',
      ...fields(['pSepFile', 'pPrintProcessor', 'pDatatype', 'pParameters'], text),
      pSecurityDescriptor: 'void *',
      ...fields(
        ['Attributes', 'Priority', 'DefaultPriority', 'StartTime', 'UntilTime', 'Status', 'cJobs', 'AveragePPM'],
        number,
      ),
    }),
    info4: koffi.struct({ ...fields(['pPrinterName', 'pServerName'], text), Attributes: number }),
  }
}

function declareCalls(koffi: Koffi, docInfo: ReturnType<Koffi['struct']>) {
  const library = koffi.load('winspool.drv')
  const lastError = koffi.load('kernel32.dll').func('uint32_t __stdcall GetLastError()')
  const declare = (result: string, name: string, args: Parameters<typeof library.func>[3]) => {
    const native = library.func('__stdcall', name, result, args)
    return (...given: unknown[]): Promise<Win32<number>> =>
      new Promise((resolve, reject) => {
        native.async(...given, (fault: Error | null, value: number) => {
          if (fault !== null) reject(fault)
          // Asked for here, before anything else runs: koffi keeps it for the callback of the call alone.
          else resolve(value === 0 ? { ok: false, error: Number(lastError()) } : { ok: true, value })
        })
      })
  }
  const handle = 'void *'
  const out = (type: string) => koffi.out(koffi.pointer(type))
  return {
    OpenPrinter: declare('int', 'OpenPrinterW', [text, out(handle), handle]),
    GetPrinter: declare('int', 'GetPrinterW', [handle, number, 'uint8_t *', number, out(number)]),
    StartDocPrinter: declare(number, 'StartDocPrinterW', [handle, number, koffi.pointer(docInfo)]),
    StartPagePrinter: declare('int', 'StartPagePrinter', [handle]),
    WritePrinter: declare('int', 'WritePrinter', [handle, 'uint8_t *', number, out(number)]),
    EndPagePrinter: declare('int', 'EndPagePrinter', [handle]),
    EndDocPrinter: declare('int', 'EndDocPrinter', [handle]),
    AbortPrinter: declare('int', 'AbortPrinter', [handle]),
    ClosePrinter: declare('int', 'ClosePrinter', [handle]),
    EnumPrinters: declare('int', 'EnumPrintersW', [
      number,
      text,
      number,
      'uint8_t *',
      number,
      out(number),
      out(number),
    ]),
  }
}

const fields = (names: readonly string[], type: string): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, type]))

const bare = (done: Win32<number>): Win32<null> => (done.ok ? { ok: true, value: null } : done)

/** Calls that fill a buffer say first how large it has to be; it may grow between two of them. */
async function grow(
  call: (room: Uint8Array | null, size: number, needed: [number]) => Promise<Win32<number>>,
): Promise<Win32<Uint8Array>> {
  let room: Uint8Array | null = null
  for (let round = 0; ; round++) {
    const needed: [number] = [0]
    const done = await call(room, room?.length ?? 0, needed)
    if (done.ok) return { ok: true, value: room ?? new Uint8Array() }
    if (done.error !== INSUFFICIENT_BUFFER || round === 4) return done
    // Structures within it must be aligned: memory of its own, never a slice of Node's pool.
    room = new Uint8Array(needed[0])
  }
}
