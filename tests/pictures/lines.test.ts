/** Lines fit, lose nothing, and divide words only where they must. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakLines } from '../../src/pictures/lines.ts'

const width = (text: string): number => [...new Intl.Segmenter().segment(text)].length
const bare = (text: string): string => text.replace(/[\s\u00AD-]/gu, '')

describe('breakLines', () => {
  it('keeps a text that fits on one line', () => {
    expect(breakLines('Worry climbs', 12, width)).toEqual({ lines: ['Worry climbs'], forced: false })
  })

  it('breaks at white space and evens the lines', () => {
    expect(breakLines('The doubt comes back so', 20, width).lines).toEqual(['The doubt', 'comes back so'])
  })

  it('never breaks at a space that must not break', () => {
    expect(breakLines('Tout va\u00A0bien', 8, width).lines).toEqual(['Tout', 'va\u00A0bien'])
    expect(breakLines('Ça va\u202F?', 6, width).lines).toEqual(['Ça', 'va\u202F?'])
  })

  it('divides a long word at its soft hyphens first', () => {
    const { lines, forced } = breakLines('Beziehungs\u00ADzwangs\u00ADgedanken', 18, width)
    expect(lines).toEqual(['Beziehungs-', 'zwangsgedanken'])
    expect(forced).toBe(false)
  })

  it('shows no soft hyphen where the word is whole', () => {
    expect(breakLines('Zwangs\u00ADgedanken', 20, width).lines).toEqual(['Zwangsgedanken'])
  })

  it('says so when it had to divide a word anywhere', () => {
    expect(breakLines('abcdefghij', 4, width)).toEqual({ lines: ['abc-', 'def-', 'ghij'], forced: true })
  })

  it('loses and invents no letter, and keeps every line within the measure', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 120 })
    fc.assert(
      fc.property(text, fc.integer({ min: 3, max: 40 }), (given, most) => {
        const { lines } = breakLines(given, most, width)
        expect(bare(lines.join(''))).toBe(bare(given))
        for (const line of lines) expect(width(line)).toBeLessThanOrEqual(most)
      }),
    )
  })
})
