import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonTrouble } from '../../src/content/json.ts'
import { sourcesText } from './sample.ts'

it.each([
  ['[\n  1\n  {}]', 3, 'a comma is missing before {'],
  ['{"a": "b"\n"c": "d"}', 2, 'a comma is missing before "c"'],
  ['[1,\n]', 2, 'a comma too many before ]'],
  ['{"a": 1,}', 1, 'a comma too many before }'],
  ['{"a" 1}', 1, 'a colon is missing before 1'],
  ['{a: 1}', 1, 'a stands where a name in quotes should'],
  ['{"a": b}', 1, 'b is not in quotes'],
  ['{"a": ,}', 1, 'a value is missing before ,'],
  ['{"a":\n"b\n}', 2, 'a text that begins here has no " at its end'],
  ['{“a”: 1}', 1, '“a” is in other quotes than "'],
  ['["the "big" one"]', 1, 'big stands after the end of a text'],
  ['[{"a": 1]', 1, 'a } is missing before ]'],
  ['[1]\n\n]', 3, '] stands after the end'],
  ['[{"a": 1}\n\n', 1, 'the file ends, but a ] is missing'],
  ['["a\tb"]', 1, 'a text that begins here holds a tab or another sign without a shape'],
  ['["a\\b\\x"]', 1, 'a text that begins here holds a \\'],
  ['[\u00a01]', 1, 'a space here is not a common one'],
  ['[01]', 1, '01 is not in quotes'],
  ['[ // why\n]', 1, 'a remark cannot stand here'],
])('%j: line %i, %s', (text, line, say) => {
  expect(jsonTrouble(text)).toMatchObject({ line, say })
})

it('finds something in whatever is refused, and nothing in what is read', () => {
  const bits = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    ' ',
    '\n',
    '“',
    'x',
    '1',
    '0',
    '//',
    '\t',
    '\u00a0',
    '\\',
    '-',
    '.',
  )
  fc.assert(
    fc.property(fc.nat(900), fc.nat(12), bits, (at, cut, put) => {
      const text = sourcesText.slice(0, at) + put + sourcesText.slice(at + cut)
      const isRead = isJson(text)
      const found = jsonTrouble(text)
      expect(found === undefined).toBe(isRead)
      if (found) expect(text.split('\n').length).toBeGreaterThanOrEqual(found.line)
    }),
    { numRuns: 1000 },
  )
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
