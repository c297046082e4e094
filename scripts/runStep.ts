import { spawn } from 'node:child_process'
import { root } from './paths.ts'

/** Command-line programs of this project's packages, started by their file: no shell, no `.cmd` shims. */
export const programs = {
  tsc: 'node_modules/typescript/bin/tsc',
  oxfmt: 'node_modules/oxfmt/bin/oxfmt',
  oxlint: 'node_modules/oxlint/bin/oxlint',
  knip: 'node_modules/knip/bin/knip.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
  architecture: 'scripts/architecture.ts',
  electronVite: 'node_modules/electron-vite/bin/electron-vite.js',
} as const

/**
 * Runs a program of ours on this very Node, its output going straight to the terminal.
 *
 * @returns its exit code; 1 when a signal ended it.
 */
export function runStep(file: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
