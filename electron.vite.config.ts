import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { shippedPackages } from './scripts/packaging/shippedPackages.ts'

/** Native or file-bearing packages stay in node_modules; everything else is bundled, so that starting reads few files. */
const external = ['electron', ...shippedPackages.map((name) => new RegExp(`^${name}(/|$)`))]

export default defineConfig({
  main: {
    // Without a key a build has no updates: see docs/release.md.
    define: { UPDATE_PUBLIC_KEY: JSON.stringify(process.env['TEZGAH_UPDATE_PUBLIC_KEY'] ?? 'no update key') },
    build: {
      externalizeDeps: false,
      rolldownOptions: { input: { index: 'src/main/index.ts' }, external, output: { format: 'es' } },
    },
  },
  preload: {
    build: {
      // A sandboxed preload is one CommonJS file and can require nothing but a few Electron parts.
      externalizeDeps: false,
      minify: true,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    // The same files are served from app:// and by the browser door.
    base: './',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      // The policy allows no data: fonts, styles or scripts, so nothing may be inlined.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // One file from the disk or from this computer: splitting would only add requests.
      chunkSizeWarningLimit: 1_400,
      rolldownOptions: { input: { index: 'src/renderer/index.html' } },
    },
  },
})
