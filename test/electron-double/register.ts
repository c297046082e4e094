import { registerHooks } from 'node:module'

/** From here on `electron` means the double, for `import` and `require` alike (Playwright's inspector uses the latter). */
const double = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main'
      ? { url: double, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
})
