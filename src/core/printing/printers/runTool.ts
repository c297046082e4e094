import { execFile } from 'node:child_process'

export interface ToolRun {
  /** null: it was not there to be started, or did not end by itself. */
  code: number | null
  out: string
  err: string
  /** The program is not installed here. */
  isMissing: boolean
}

export interface ToolOptions {
  input?: Uint8Array | undefined
  timeoutMs: number
  signal?: AbortSignal | undefined
  env?: Readonly<Record<string, string>> | undefined
}

/**
 * Runs a program of the system, without a shell, in its plain language (LC_ALL=C): its words are read by code.
 * Never rejects; ended by the timeout or the signal it has no exit code.
 */
export function runTool(program: string, args: readonly string[], options: ToolOptions): Promise<ToolRun> {
  const { input, timeoutMs, signal, env } = options
  return new Promise((resolve) => {
    const child = execFile(
      program,
      [...args],
      // KILL: a program that hangs on its server does not hear TERM either.
      {
        env: { ...process.env, ...env, LC_ALL: 'C' },
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        signal,
        windowsHide: true,
      },
      (error, out, err) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null
        resolve({ code, out, err, isMissing: error?.code === 'ENOENT' })
      },
    )
    // It may end before it has read everything; how it ended tells.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}
