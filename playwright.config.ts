import { defineConfig } from '@playwright/test'

/**
 * Specs on the built app (`npm run build` first). `desktop` runs on the real Electron where ELECTRON_BIN names it, else on
 * the double of it; `browser` in whatever Chrome, Chromium or Edge the machine has.
 */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  forbidOnly: true,
  reporter: [['list']],
  projects: [
    { name: 'desktop', testDir: 'test/e2e/desktop' },
    { name: 'browser', testDir: 'test/e2e/browser' },
  ],
})
