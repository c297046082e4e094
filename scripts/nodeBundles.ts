import type { InlineConfig } from 'vite'
import { fromRoot, root } from './paths.ts'

const nodeBundle = (entry: string, outDir: string): InlineConfig => ({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  // One file that works by itself: only what carries native code or data files stays a package.
  ssr: {
    noExternal: true,
    external: ['@resvg/resvg-js', 'dejavu-fonts-ttf', 'koffi', '@serialport/bindings-cpp', 'pdfkit', 'fontkit'],
  },
  build: {
    ssr: fromRoot(entry),
    outDir: fromRoot(outDir),
    // One file, overwritten: a door that runs meanwhile keeps its own.
    emptyOutDir: false,
    target: 'node22',
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'index.js', codeSplitting: false } },
  },
})

/** The script a page of the browser door runs before the renderer; a classic script, so that it comes first. */
const doorBundle: InlineConfig = {
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: fromRoot('out/browser'),
    emptyOutDir: false,
    target: 'es2024',
    lib: {
      entry: fromRoot('src/browser/page/door.ts'),
      formats: ['iife'],
      name: 'tezgahDoor',
      fileName: () => 'door.js',
    },
  },
}

/** What `out/` holds besides electron-vite's main, preload and renderer, in the order it must be built. */
export const nodeBundles: readonly { name: string; entry: string; config: InlineConfig }[] = [
  { name: 'browser', entry: 'src/browser/index.ts', config: nodeBundle('src/browser/index.ts', 'out/browser') },
  { name: 'door', entry: 'src/browser/page/door.ts', config: doorBundle },
  { name: 'practice', entry: 'src/practice/index.ts', config: nodeBundle('src/practice/index.ts', 'out/practice') },
]
