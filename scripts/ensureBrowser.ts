import { bringBrowser } from './bringBrowser.ts'
import { findBrowser } from './findBrowser.ts'
import { installDebianPackages } from './installDebianPackages.ts'

const howToGetOne =
  'The browser specs need Chrome, Chromium or Edge, and none was found. Install one (Debian: `apt-get install chromium`; ' +
  'Windows and macOS: Chrome or Edge), or name its executable in CHROME_PATH.'

/**
 * Finds a browser, or brings one: Debian's own package when this is root, else the headless Chromium that
 * `@sparticuz/chromium` carries in its npm package.
 *
 * @param say told what is being done, when it takes a while.
 * @returns the path of its executable.
 * @throws with the sentence that says how to get one.
 */
export async function ensureBrowser(say: (sentence: string) => void): Promise<string> {
  const found = findBrowser()
  if (found !== null) return found
  const ways = [installWithApt, bringBrowser]
  const reasons: string[] = []
  for (const way of ways) {
    const reason = await way(say)
    const browser = findBrowser()
    if (browser !== null) return browser
    if (reason !== null) reasons.push(reason)
  }
  throw new Error([howToGetOne, ...reasons].join('\n'))
}

const installWithApt = async (say: (sentence: string) => void): Promise<string | null> =>
  installDebianPackages(['chromium', 'fonts-dejavu-core'], say)
