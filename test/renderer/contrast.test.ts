import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'

const css = await readFile(new URL('../../src/renderer/styles/tokens.css', import.meta.url), 'utf8')

/** The `--name: #rrggbb` of one rule. */
function colours(selector: string): Map<string, string> {
  const rule = css.slice(css.indexOf(`${selector} {`))
  const body = rule.slice(0, rule.indexOf('}'))
  return new Map([...body.matchAll(/(--[\w-]+): (#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]))
}

/** Relative luminance and ratio as WCAG 2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function ratio(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const hues = ['slate', 'pink', 'violet', 'teal', 'cyan', 'indigo', 'olive', 'plum']
const pairs: [string, string][] = [
  ...['--ink', '--ink-2', '--good', '--bad'].flatMap(
    (ink) =>
      [
        [ink, '--surface'],
        [ink, '--surface-2'],
      ] as [string, string][],
  ),
  ['--ink', '--ground'],
  ['--ink-2', '--ground'],
  ['--good', '--ground'],
  ['--ink', '--bad-soft'],
  ['--ink-2', '--bad-soft'],
  ['--bad', '--bad-soft'],
  ['--ink', '--good-soft'],
  ['--ink', '--ask-soft'],
  ['--ask-ink', '--ask'],
  ['--age-fresh-ink', '--age-fresh'],
  ['--age-warn-ink', '--age-warn'],
  ['--age-late-ink', '--age-late'],
  ['--inverse-ink', '--inverse'],
  ...hues.map((hue): [string, string] => ['--hue-ink', `--hue-${hue}`]),
]

describe.each([
  [':root', 4.5],
  ["[data-theme='dark']", 4.5],
  ["[data-theme='highContrast']", 7],
])('in %s', (selector, least) => {
  const theme = colours(selector)
  it.each(pairs)(`%s on %s reads at ${least}:1`, (ink, ground) => {
    expect(ratio(theme.get(ink) ?? '', theme.get(ground) ?? '')).toBeGreaterThanOrEqual(least)
  })
})

it('knows the same names in every theme', () => {
  const [light, dark, high] = [':root', "[data-theme='dark']", "[data-theme='highContrast']"].map(colours)
  expect([...(dark?.keys() ?? [])]).toEqual([...(light?.keys() ?? [])])
  expect([...(high?.keys() ?? [])]).toEqual([...(light?.keys() ?? [])])
})
