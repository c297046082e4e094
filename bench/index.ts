import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { measureCouriers } from './couriers.ts'
import { measureDetailsUnderLoad } from './detailsUnderLoad.ts'
import { say } from './figures.ts'
import { measureLatency } from './latency.ts'
import { measureLedgerPage } from './ledgerPage.ts'
import { measureIdle, measurePollWork } from './pollWork.ts'
import { measurePrinterModes } from './printerModes.ts'
import { measureScreen } from './screen.ts'
import { measureLink } from './link.ts'
import { measureSearch } from './search.ts'
import { measureSizes } from './sizes.ts'
import { measureSlips } from './slips.ts'
import { measureSlowPrinter } from './slowPrinter.ts'
import { measureStart } from './start.ts'
import { measureWaitingSlips } from './waitingSlips.ts'

/** `npm run bench [-- --idle-minutes 5] [-- --only latency,poll,load,slips,printerModes,slowPrinter,start,sizes,screen,ledgerPage,search,link,couriers,waiting,idle]`: figures, never a pass or a fail. */
const { values } = parseArgs({
  options: { only: { type: 'string' }, 'idle-minutes': { type: 'string', default: '0.5' } },
})
const parts: Record<string, () => Promise<void> | void> = {
  latency: measureLatency,
  poll: measurePollWork,
  load: measureDetailsUnderLoad,
  slips: measureSlips,
  printerModes: measurePrinterModes,
  slowPrinter: measureSlowPrinter,
  start: measureStart,
  sizes: measureSizes,
  screen: measureScreen,
  ledgerPage: measureLedgerPage,
  search: measureSearch,
  link: measureLink,
  couriers: measureCouriers,
  waiting: () => measureWaitingSlips(),
  idle: () => measureIdle(Number(values['idle-minutes'])),
}
const wanted = values.only?.split(',') ?? Object.keys(parts)
say(
  `Node ${process.version} on ${process.platform}-${process.arch}, ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
)
for (const name of wanted) {
  const part = parts[name]
  if (part === undefined) throw new Error(`no such part: ${name} (there are ${Object.keys(parts).join(', ')})`)
  await part()
}
