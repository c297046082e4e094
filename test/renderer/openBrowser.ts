import { type Browser, chromium } from '@playwright/test'
import { findBrowser } from '../../scripts/findBrowser.ts'

const quiet = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** A headless Chrome, Chromium or Edge: the one `CHROME_PATH` names, else the machine's own. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (executablePath === null)
    throw new Error('No Chrome, Chromium or Edge found: run `npm run setup`, or set CHROME_PATH.')
  return await chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet] })
}
