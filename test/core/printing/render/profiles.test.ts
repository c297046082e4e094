import { describe, expect, it } from 'vitest'
import { composeSlip } from '../../../../src/core/printing/slip/composeSlip.ts'
import { composeTestSlip } from '../../../../src/core/printing/slip/composeTestSlip.ts'
import { encodeSlip } from '../../../../src/core/printing/render/escpos.ts'
import { printerModels, profileOf, type ProfileSettings } from '../../../../src/core/printing/render/profiles.ts'
import { decodeEscpos } from '../../../../src/practice/printer/decodeEscpos.ts'
import type { Paper } from '../../../../src/practice/printer/paper.ts'
import type { SlipDocument } from '../../../../src/shared/model/slip.ts'
import { baseOptions } from '../slip/goldenSlips.ts'
import { phoneOrder } from '../slip/orders.ts'

const usual: ProfileSettings = { paperWidthMm: 80, codePage: 'cp857', codePageNumber: null, feedLines: 3 }
const order = composeSlip(phoneOrder, baseOptions)

function paperOf(document: SlipDocument, settings: Partial<ProfileSettings>): Paper {
  const all = { ...usual, ...settings }
  const paper = decodeEscpos(encodeSlip(document, all).bytes, profileOf(all).columns)
  expect(paper).toMatchObject({ unknown: [], tooWide: [] })
  return paper
}

describe('a printer’s profile', () => {
  it('comes from what is set, then from the model, then from most printers', () => {
    expect(profileOf(usual)).toMatchObject({ columns: 48, dotsWidth: 576, codePageNumber: 13, cut: 'partial' })
    expect(profileOf({ ...usual, model: 'epson-tm-t88v' })).toMatchObject({ columns: 42, dotsWidth: 504 })
    expect(profileOf({ ...usual, model: 'epson-tm-t88v', columns: 48 })).toMatchObject({ columns: 48, dotsWidth: 576 })
    expect(profileOf({ ...usual, model: 'pos-8360' }).codePageNumber).toBe(61)
    expect(profileOf({ ...usual, model: 'pos-8360', codePage: 'windows1254' }).codePageNumber).toBe(91)
    expect(profileOf({ ...usual, model: 'pos-8360', codePageNumber: 13 }).codePageNumber).toBe(13)
    expect(profileOf({ ...usual, model: 'xprinter-xp-n160ii' }).codePageNumber).toBe(61)
    expect(profileOf({ ...usual, model: 'gone-from-the-library' })).toEqual(profileOf(usual))
  })

  it('does not tell a model without a knife to cut, unless a person insists', () => {
    const sunmi = { ...usual, paperWidthMm: 58, model: 'sunmi-p2se' } as const
    expect(profileOf({ ...sunmi, cut: 'partial' }).cut).toBe('none')
    expect(profileOf({ ...sunmi, cut: 'full' }).cut).toBe('full')
    expect(profileOf({ ...usual, model: 'epson-tm-t20iii', cut: 'none' }).cut).toBe('none')
  })

  it.each(printerModels)('prints the whole slip on $name, within its columns', ({ id }) => {
    const paper = paperOf(order, { model: id, paperWidthMm: 80 })
    // A code is never left out: a model that knows no command for it gets it as a picture.
    const code = paper.items.find((item) => item.kind === 'qr' || item.kind === 'image')
    expect(code?.kind).toBe(printerModels.find((model) => model.id === id)?.hasQr === true ? 'qr' : 'image')
  })

  it('is offered by name, once each, and only where it speaks ESC/POS', () => {
    const names = printerModels.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(25)
    expect(names.filter((name) => name !== name.trim() || name.startsWith('Star'))).toEqual([])
  })
})

describe('what else a printer does', () => {
  it.each([
    ['partial', 1],
    ['full', 0],
  ] as const)('cuts as set: %s', (cut, mode) => {
    const { bytes } = encodeSlip(order, { ...usual, cut })
    expect([...bytes.slice(-3)]).toEqual([0x1d, 0x56, mode])
    expect(paperOf(order, { cut }).cuts).toBe(1)
  })

  it.each([24, 32, 35, 40, 42, 44, 48, 56, 64])('keeps to %i columns', (columns) => {
    const widest = paperOf(order, { columns }).items.map((item) =>
      item.kind === 'line' ? item.runs.reduce((sum, run) => sum + run.text.length * run.width, 0) : 0,
    )
    expect(Math.max(...widest)).toBe(columns)
  })

  it('does not cut when set so, and still feeds the slip out', () => {
    const paper = paperOf(order, { cut: 'none', feedLines: 5 })
    expect(paper.cuts).toBe(0)
    expect(paper.items.slice(-5)).toEqual(Array.from({ length: 5 }, () => expect.objectContaining({ runs: [] })))
  })

  it('opens the drawer and sounds the buzzer only where it is set', () => {
    expect(paperOf(order, {})).toMatchObject({ drawerKicks: 0, beeps: 0 })
    expect(paperOf(order, { opensDrawer: true })).toMatchObject({ drawerKicks: 1, beeps: 0 })
    expect(paperOf(order, { buzzes: true })).toMatchObject({ drawerKicks: 0, beeps: 1 })
    expect(paperOf(order, { buzzes: true, model: 'epson-tm-t20iii' })).toMatchObject({ drawerKicks: 0, beeps: 1 })
  })

  it('opens the drawer for first slips alone, and calls for whatever asks the kitchen to act', () => {
    const both = { opensDrawer: true, buzzes: true }
    const marked = (more: Partial<typeof baseOptions>) =>
      paperOf(composeSlip(phoneOrder, { ...baseOptions, ...more }), both)
    expect(marked({})).toMatchObject({ drawerKicks: 1, beeps: 1 })
    expect(marked({ mark: { kind: 'copy', n: 1, reason: null } })).toMatchObject({ drawerKicks: 0, beeps: 0 })
    expect(marked({ mark: { kind: 'changed', changes: [] } })).toMatchObject({ drawerKicks: 0, beeps: 1 })
    expect(marked({ mark: { kind: 'cancelled' } })).toMatchObject({ drawerKicks: 0, beeps: 1 })
    expect(marked({ isPossibleDuplicate: true })).toMatchObject({ drawerKicks: 0, beeps: 1 })
    const test = composeTestSlip({ nowMs: 0, computerName: '', printerName: 'x', language: 'tr' })
    expect(paperOf(test, both)).toMatchObject({ drawerKicks: 1, beeps: 1 })
  })
})
