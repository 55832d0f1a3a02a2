/** Help speaks the five languages that the screen understands: nothing of it falls back to English unnoticed. */
import { Locale } from 'discord-api-types/v10'
import { describe, expect, test } from 'vitest'
import { fills } from '../../src/content/fills.ts'
import { load } from '../../src/content/load.ts'
import { locales } from '../../src/content/locales.ts'
import { languages } from '../../src/core/screen/screen.ts'
import { locales as practised } from '../../src/practice/rules.ts'

const content = load(new URL('../../content/', import.meta.url))
const wordsOf = (language: string): Readonly<Record<string, string>> =>
  content.pages.find((page) => page.language === language)?.words.words ?? {}

const english = wordsOf('en')
const help = Object.keys(english).filter((key) => /^(support|care|youth|kinds)\.|^button\.help$/.test(key))

test('what the program fills in belongs to a sentence that is there', () => {
  expect(Object.keys(fills).filter((key) => english[key] === undefined)).toEqual([])
})

test('en has every part of help', () => {
  for (const part of ['support.', 'care.', 'youth.', 'kinds.', 'button.help'])
    expect(help.filter((key) => key.startsWith(part))).not.toEqual([])
})

describe.each(languages.map(({ code }) => code).filter((code) => code !== 'en'))('%s', (language) => {
  const own = Object.entries(wordsOf(language))

  test('no sentence of help is missing', () => {
    expect(help.filter((key) => wordsOf(language)[key] === undefined)).toEqual([])
  })

  test('no sentence is still the English one', () => {
    const still = own.filter(([key, text]) => text === english[key] && text.replace(/\{\w+\}/g, '').trim() !== '')
    expect(still).toEqual([])
  })
})

test('the locales are those of the practice server and of Discord', () => {
  expect(new Set(locales)).toEqual(practised)
  for (const locale of Object.values(Locale)) expect(locales).toContain(locale)
})
