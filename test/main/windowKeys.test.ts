import type { Input } from 'electron'
import { describe, expect, it } from 'vitest'
import { windowKeyOf } from '../../src/main/windowKeys.ts'

const pressed = (key: string, part: Partial<Input> = {}) => ({
  type: 'keyDown',
  key,
  control: true,
  meta: false,
  alt: false,
  ...part,
})

describe('a key of the window', () => {
  it.each([
    ['+', 'zoomIn'],
    ['=', 'zoomIn'],
    ['-', 'zoomOut'],
    ['0', 'zoomReset'],
    ['f', null],
  ] as const)('Ctrl and %s: %s', (key, expected) => {
    expect(windowKeyOf(pressed(key), 'win32')).toBe(expected)
    expect(windowKeyOf(pressed(key, { control: false, meta: true }), 'darwin')).toBe(expected)
  })

  it('is none without Ctrl, nor with AltGr, which types a letter', () => {
    for (const key of ['+', '-', '0']) {
      expect(windowKeyOf(pressed(key, { control: false }), 'win32')).toBeNull()
      expect(windowKeyOf(pressed(key, { alt: true }), 'win32')).toBeNull()
    }
  })

  it('F11 needs no other key, and letting go of it is nothing', () => {
    expect(windowKeyOf(pressed('F11', { control: false }), 'linux')).toBe('fullScreen')
    expect(windowKeyOf(pressed('F11', { type: 'keyUp' }), 'linux')).toBeNull()
  })
})
