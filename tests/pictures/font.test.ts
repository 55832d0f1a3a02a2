/** The font can write the languages it is there for, and its measure is what resvg draws. */
import { Resvg } from '@resvg/resvg-js'
import { describe, expect, it } from 'vitest'
import { fontOptions, makeMeasure } from '../../src/pictures/font.ts'

const measure = makeMeasure(Resvg)

/** Letters beyond a to z of the languages Discord offers, as far as they are Latin, Greek or Cyrillic. */
const alphabets: readonly (readonly [language: string, letters: string])[] = [
  ['de', 'äöüßÄÖÜẞ„“‚‘–'],
  ['es', 'áéíñóúü¿¡ÁÉÍÑÓÚÜ«»'],
  ['fr', 'àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ« »\u202F’'],
  ['pt', 'ãáàâçéêíõóôúÃÁÀÂÇÉÊÍÕÓÔÚ'],
  ['it, nl, da, sv, no, fi', 'àèéìòùëïæøåÆØÅäö'],
  ['pl, cs, hr, lt, hu, ro, tr', 'ąćęłńóśźżčďěňřšťůžđėįųūőűăâîșțğıİş'],
  ['vi', 'ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ'],
  ['el', 'αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰΩ'],
  ['ru, uk, bg', 'абвгдеёжзийклмнопрстуфхцчшщъыьэюяґєіїЙЁ'],
]

describe('makeMeasure', () => {
  it.each(alphabets)('can write %s', (_, letters) => {
    for (const letter of letters) expect(measure(letter, 400)).toBeGreaterThan(0)
    expect(measure(letters, 600)).toBeGreaterThan(0)
  })

  it('writes a letter and its accent apart as one', () => {
    expect(measure('e\u0301', 400)).toBeCloseTo(measure('é', 400), 3)
  })

  it.each(['日本', 'हिन्दी', 'ไทย', '\u{1F600}'])('refuses %s, which it cannot write', (text) => {
    expect(() => measure(text, 400)).toThrow(RangeError)
  })

  it('is never narrower than what resvg draws, and wider by 2 % at most', () => {
    const between = (text: string, weight: number): number => {
      const svg =
        `<svg xmlns="http://www.w3.org/2000/svg" width="9999" height="200">` +
        `<text y="100" font-size="100" font-weight="${weight}">|${text}|</text></svg>`
      return new Resvg(svg, { font: fontOptions() }).getBBox()?.width ?? 0
    }
    const texts = ['A message stays unanswered', 'Verlassenheitsangst', 'Я жду ответа', 'Ρωτάς: είμαστε καλά;']
    for (const weight of [400, 600] as const) {
      for (const text of texts) {
        const drawn = (between(text, weight) - between('', weight)) / 100
        expect(measure(text, weight)).toBeGreaterThanOrEqual(drawn)
        expect(measure(text, weight)).toBeLessThanOrEqual(drawn * 1.02)
      }
    }
  })
})
