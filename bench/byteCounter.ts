import { type AddressInfo, createServer } from 'node:net'

/** A printer that answers for its status, and remembers when each job's last byte came. */
export async function startByteCounter() {
  let waiting: ((job: { lastByteAtMs: number; bytes: number }) => void) | null = null
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    let lastByteAtMs = Number.NaN
    let bytes = 0
    socket.on('data', (chunk: Buffer) => {
      const questions = chunk.toString('latin1').match(/\x10\x04[\x01-\x04]/g)?.length ?? 0
      if (questions > 0) socket.write(Buffer.alloc(questions, 0x12))
      if (chunk.length === 3 * questions) return
      bytes += chunk.length - 3 * questions
      lastByteAtMs = performance.now()
    })
    socket.on('end', () => socket.end())
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      waiting?.({ lastByteAtMs, bytes })
      waiting = null
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    /** The next connection, when it has closed. */
    nextJob: (): Promise<{ lastByteAtMs: number; bytes: number }> =>
      new Promise((resolve) => {
        waiting = resolve
      }),
    close: (): Promise<void> => new Promise((resolve) => server.close(() => resolve())),
  }
}
