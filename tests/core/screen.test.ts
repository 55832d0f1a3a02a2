import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { examine, screen } from '../../src/core/screen/screen.ts'

const cases = readFileSync(new URL('./screen-cases.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .map(([kind = '', language = '', classes = '', level = '', text = '']) => ({
    kind,
    language,
    classes: classes.split('|'),
    level,
    text: text.replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
  }))

describe('messages in our own words', () => {
  it.each(cases)('$kind $language: $text', ({ classes, level, text }) => {
    const found = screen(text)
    if (level === 'not firm') expect(found.level).not.toBe('firm')
    else expect(classes).toContain(found.class)
    if (level === 'firm' || level === 'soft') expect(found.level).toBe(level)
  })
})

describe('ordinary questions', () => {
  /** What these are about may be danger. */
  const dark = ['safety', 'coercive-control', 'gaslighting', 'sexual-compliance']
  const asks = new URL('../../content/en/asks/', import.meta.url)
  const lines = readdirSync(asks)
    .filter((name) => !dark.includes(name.replace('.txt', '')))
    .flatMap((name) => readFileSync(new URL(name, asks), 'utf8').split('\n'))
    .filter((line) => line !== '' && !line.startsWith('#'))

  it('are taken for plain danger two times in a hundred at most', () => {
    const firm = lines.filter((line) => screen(line).level === 'firm')
    expect(lines.length).toBeGreaterThan(10_000)
    expect(firm.length / lines.length).toBeLessThan(0.02)
  })
})

describe('spelling tricks', () => {
  it.each([
    'i want to k i l l m y s e l f',
    'i want to k.i.l.l myself',
    'i want to k!ll mys3lf',
    'i want to k*ll myself',
    'i want to ki\u200bll my\u2060self',
    'і wаnt to kіll mуsеlf',
    'I WANT TO KILL MYSELF!!!',
    'i want to killlll myself',
    'i want to kíll mysélf',
    '𝗶 𝘄𝗮𝗻𝘁 𝘁𝗼 𝗸𝗶𝗹𝗹 𝗺𝘆𝘀𝗲𝗹𝗳',
    'i wanna kms',
    'gonna unalive myself',
    'iwanttokillmyself',
  ])('%s', (text) => expect(screen(text)).toMatchObject({ class: 'suicide', level: 'firm' }))

  it.each(["I don't want to die", 'I dont want to die', 'I don’t want to die', 'I do not want to die'])('%s', (text) =>
    expect(screen(text).class).toBe('none'),
  )

  it.each(['él me pegó', 'el me pego', 'er hat mich gewürgt', 'er hat mich gewuergt', 'er hat mich gewurgt'])(
    '%s',
    (text) => expect(screen(text)).toMatchObject({ class: 'violence', level: 'firm' }),
  )
})

describe('what is printed', () => {
  it('finds nothing in nothing', () => {
    expect(screen('')).toEqual({ class: 'none', level: 'none', strangulation: false })
    expect(screen(' \n\t.,!? 🙂 ')).toEqual({ class: 'none', level: 'none', strangulation: false })
  })

  it('names the first of several classes, with the highest level', () => {
    expect(screen('he hit me. I want to die').class).toBe('suicide')
    expect(screen('he goes through my phone and he hit me').class).toBe('violence')
    expect(screen("I'm 15 and he makes me send photos to prove where I am").class).toBe('coercion')
    expect(screen("I can't take this anymore, he hit me")).toMatchObject({ class: 'suicide', level: 'firm' })
  })

  it('takes two different signs of preparing to die as firm, one as soft at most', () => {
    expect(screen('I gave my guitar to my cousin').level).toBe('none')
    expect(screen('nothing matters anymore')).toMatchObject({ class: 'suicide', level: 'soft' })
    expect(screen('nothing matters anymore. I gave my guitar to my cousin')).toMatchObject({
      class: 'suicide',
      level: 'firm',
    })
    expect(screen('nothing matters anymore and there is no point').level).toBe('soft')
    expect(screen('I want to die. Ten years ago nothing mattered. I have a date and the letters are done').level).toBe(
      'firm',
    )
  })

  it('says when the throat was in it', () => {
    expect(screen('he choked me').strangulation).toBe(true)
    expect(screen('an ex strangled me years ago. I got out and I am safe now')).toMatchObject({
      level: 'soft',
      strangulation: true,
    })
    expect(screen('he hit me').strangulation).toBe(false)
    expect(screen('he never choked me').strangulation).toBe(false)
  })
})

describe('any text at all', () => {
  const words = [
    'i',
    'want',
    'to',
    'die',
    'not',
    'he',
    'hit',
    'me',
    'song',
    '"',
    '.',
    ',',
    'neck',
    'my',
    '15',
    'k',
    'ß',
    '\u200b',
    '😀',
  ]
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.constantFrom(...words), { maxLength: 80 }).map((all) => all.join(' ')),
  )

  it('is answered, the same each time, none with none', () => {
    fc.assert(
      fc.property(text, (message) => {
        const found = screen(message)
        expect(found).toEqual(screen(message))
        expect(found.class === 'none').toBe(found.level === 'none')
        if (found.strangulation) expect(found.class).not.toBe('none')
      }),
    )
  })

  it('is answered alike with accents, capitals and hidden characters', () => {
    const plain = fc.constantFrom(...cases.map((each) => each.text).filter((each) => /^[a-z ,.']+$/i.test(each)))
    fc.assert(
      fc.property(plain, (message) => {
        const found = screen(message)
        expect(screen(message.toUpperCase())).toEqual(found)
        expect(screen([...message].join('\u200b'))).toEqual(found)
      }),
    )
  })

  it.each([
    'i want to die ',
    'if i was not here they would all be fine ',
    'a ',
    'k i l l ',
    'he hit me. the song says ',
    '(((((',
    'ααααα ',
    '".',
    "'a ",
  ])('takes work in step with its length: %j', (unit) => {
    const short = examine(unit.repeat(200)).steps
    const long = examine(unit.repeat(2000)).steps
    expect(long).toBeLessThanOrEqual(short * 11 + 1000)
  })
})
