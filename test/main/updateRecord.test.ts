import { expect, test } from 'vitest'
import { createUpdateRecord, installsAtStart } from '../../src/main/updates/updateRecord.ts'
import { releaseNotes } from '../../src/main/updates/releaseNotes.ts'

const byItself = { isOn: true, quietHour: 5 }

test('a version that lies ready is installed at a start, once, and not where only a person may say so', () => {
  const kept = { ready: '2.0.0', tried: null }
  expect(installsAtStart(kept, '1.0.0', byItself)).toBe(true)
  expect(installsAtStart({ ...kept, tried: '2.0.0' }, '1.0.0', byItself)).toBe(false)
  expect(installsAtStart(kept, '2.0.0', byItself)).toBe(false)
  expect(installsAtStart({ ready: null, tried: null }, '1.0.0', byItself)).toBe(false)
  expect(installsAtStart(kept, '1.0.0', { isOn: true, quietHour: null })).toBe(false)
  expect(installsAtStart(kept, '1.0.0', { isOn: false, quietHour: 5 })).toBe(false)
})

test('what is noted stays, whatever stands in the file, and a disk that refuses is no fault', () => {
  let stored: unknown = { ready: 5, tried: 'x', more: true }
  const store = { read: () => ({ value: stored, setAside: null }), write: (value: unknown) => void (stored = value) }
  const record = createUpdateRecord(store)
  record.note({ good: '1.0.0' })
  expect(record.read()).toEqual({ ready: null, tried: 'x', good: '1.0.0' })
  const full = createUpdateRecord({
    ...store,
    write: () => {
      throw new Error('ENOSPC')
    },
  })
  full.note({ good: '2.0.0' })
  expect(full.read().good).toBe('1.0.0')
})

test.each([
  ['## 2.0.0\n\n- Bir\n* İki\n- Üç', ['Bir', 'İki']],
  ['<p>Bir</p><ul><li>İki</li></ul>', ['Bir', 'İki']],
  ['a'.repeat(200), [`${'a'.repeat(119)}…`]],
  [[{ version: '2.0.0', note: 'Bir' }], ['Bir']],
  [[{ version: '2.0.0', note: null }], []],
  [null, []],
  [undefined, []],
])('of %j two lines are told', (notes, lines) => expect(releaseNotes(notes)).toEqual(lines))
