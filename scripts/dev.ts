import { presentBinary } from './findElectron.ts'
import { createFamily, endOf } from './family.ts'
import { fromRoot } from './paths.ts'
import { programs } from './runStep.ts'

/** `npm run dev`: electron-vite with reload. Needs Electron's binary, for a window to reload. */
if (presentBinary() === null) {
  process.stderr.write(
    'Electron’s binary is not installed, and `npm run dev` needs it. Run `npx install-electron` where its download works,\n' +
      'or name it in ELECTRON_BIN; without it use `npm start`, which builds when the sources are newer.\n',
  )
  process.exit(1)
}
const electron = process.env['ELECTRON_BIN'] ?? ''
const family = createFamily()
const child = family.spawn(
  process.execPath,
  [fromRoot(programs.electronVite), 'dev', ...process.argv.slice(2)],
  electron === '' ? {} : { ELECTRON_EXEC_PATH: electron },
)
process.exit(await endOf(child))
