import { spawnSync } from 'node:child_process'

export interface ToolOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** Only what it says on standard error reaches the terminal. */
  isQuiet?: boolean
  timeoutMs?: number
}

/** Runs a program to its end. @returns what it wrote, when quiet @throws with its output when it fails */
export function runTool(program: string, args: readonly string[], options: ToolOptions = {}): string {
  const { cwd, env = process.env, isQuiet = false, timeoutMs = 600_000 } = options
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env,
    encoding: 'utf8',
    stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    timeout: timeoutMs,
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32' && program === 'npm',
  })
  if (error !== undefined) throw error
  if (status !== 0) {
    const said = [stdout, stderr].filter(Boolean).join('\n').slice(-4000)
    throw new Error(`${program} ${args.join(' ')} ended with ${status}\n${said}`)
  }
  return stdout ?? ''
}

/** npm, on this very Node where npm started us. */
export function runNpm(args: readonly string[], cwd: string): void {
  const npm = process.env['npm_execpath']
  const isScript = npm !== undefined && npm.endsWith('.js')
  if (isScript) runTool(process.execPath, [npm, ...args], { cwd, isQuiet: true })
  else runTool('npm', args, { cwd, isQuiet: true })
}
