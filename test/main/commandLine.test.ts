import { expect, test } from 'vitest'
import { readCommandLine } from '../../src/main/commandLine.ts'

test.each([
  [
    ['.', '--data-dir', 'd', '--provision=p'],
    { dataDir: 'd', provisionFile: 'p', isSecondAttempt: false, quitsForUpdate: false },
  ],
  [
    ['--no-sandbox', '--inspect=0', '--remote-debugging-port=0', 'out/main/index.js'],
    { dataDir: null, provisionFile: null, isSecondAttempt: false, quitsForUpdate: false },
  ],
  [
    ['--allow-file-access-from-files', '--data-dir=', '--provision'],
    { dataDir: null, provisionFile: null, isSecondAttempt: false, quitsForUpdate: false },
  ],
  [
    ['--second-attempt', '--squirrel-firstrun'],
    { dataDir: null, provisionFile: null, isSecondAttempt: true, quitsForUpdate: false },
  ],
  [['--quit-for-update'], { dataDir: null, provisionFile: null, isSecondAttempt: false, quitsForUpdate: true }],
])('the command line %j', (args, expected) => expect(readCommandLine(args)).toEqual(expected))
