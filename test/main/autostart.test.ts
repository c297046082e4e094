import { expect, test } from 'vitest'
import { desktopEntry } from '../../src/main/autostart.ts'

test('the autostart entry quotes a path as the specification says', () => {
  expect(desktopEntry('/opt/Tez gah/100%/a"b$c')).toContain(String.raw`Exec="/opt/Tez gah/100%%/a\\"b\\$c"`)
})
