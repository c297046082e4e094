import { build } from 'vite'
import { writeLicences } from './listLicences.ts'
import { nodeBundles } from './nodeBundles.ts'
import { fromRoot } from './paths.ts'
import { programs, runStep } from './runStep.ts'

/** Builds `out/`: the desktop door and the screen through electron-vite, then the browser door and the practice shop, and the licences of what is in it. */
async function buildAll(): Promise<number> {
  const code = await runStep(fromRoot(programs.electronVite), ['build', '--logLevel', 'warn'])
  if (code !== 0) return code
  for (const { config } of nodeBundles) await build(config)
  writeLicences()
  return 0
}

process.exitCode = await buildAll()
