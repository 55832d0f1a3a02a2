/** Each rule has a good example, in which no rule finds a fault, and a bad one, whose faults are listed line by line in `bad.txt`. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { show } from '../../src/content/fault.ts'
import { lint, loadRules } from '../../src/content/lint.ts'
import { flowText, sample, wordsText } from './sample.ts'

const folder = new URL('../rules/', import.meta.url)
const rules = await loadRules()
const today = '2026-06-01'

const text = (rule: string, file: string): string => readFileSync(new URL(`${rule}/${file}`, folder), 'utf8')

/** The faults of one example put into the sample: a card, a flow, or words beside the others. */
function faultsOf(rule: string, name: 'good' | 'bad') {
  const files = readdirSync(new URL(rule, folder))
  const words = files.includes(`${name}.yml`)
  const example = text(rule, words ? `${name}.yml` : `${name}.md`)
  const path = words
    ? 'en/words.yml'
    : example.includes('\nminutes:')
      ? 'en/flows/example.md'
      : 'en/mechanisms/example.md'
  const content = sample({ [path]: words ? `${example}${wordsText}` : example })
  // The surrounding sample is asked for by nobody; only the example counts.
  const code = words ? [{ path: 'commands/sample.ts', text: text(rule, 'code.txt') + codeOfSample }] : undefined
  return lint(content, rules, { today, ...(code ? { code } : {}) }).filter(({ file }) => file === path)
}

const codeOfSample = ['card', 'button', 'grade', 'topics'].map((key) => `const ${key} = \`${key}.\${name}\`\n`).join('')

describe('a rule', () => {
  it('has its examples, and each example its rule', () => {
    expect(readdirSync(folder).toSorted()).toEqual([...rules.keys()].toSorted())
    for (const rule of rules.values()) expect(rule.about).toMatch(/\.$/)
  })

  it.each([...rules.keys()])('%s finds nothing in its good example', (rule) => {
    expect(faultsOf(rule, 'good').map((fault) => show(fault))).toEqual([])
  })

  it.each([...rules.keys()])('%s finds the faults of its bad example and no other', (rule) => {
    const found = faultsOf(rule, 'bad').filter((fault) => fault.rule === rule)
    const expected = text(rule, 'bad.txt').trim().split('\n')
    expect(found.map((fault) => show(fault))).toHaveLength(expected.length)
    for (const line of expected) {
      const [, number, say = ''] = /^(\d+) (.*)$/.exec(line) ?? []
      const matching = found.filter((fault) => fault.line === Number(number) && show(fault).includes(say))
      expect(
        matching.map((fault) => show(fault)),
        line,
      ).toHaveLength(1)
    }
  })
})

it('aliases holds for the titles of reflections, too', () => {
  const other = flowText.replace(/was:[\s\S]*?---/, '---')
  expect(lint(sample({ 'en/flows/zero.md': other }), rules).map((fault) => show(fault))).toEqual([
    expect.stringMatching(/en\/flows\/zero\.md:2 aliases: ".*" is the title of the reflection "under-it", too/),
  ])
})

describe('ages', () => {
  it('count only on a day that is given', () => {
    const content = sample()
    expect(lint(content, rules)).toEqual([])
    expect(lint(content, rules, { today: '2026-06-30' })).toEqual([])
    const late = lint(content, rules, { today: '2026-07-01' })
    expect(late.map(({ rule, file }) => [rule, file])).toEqual([
      ['ages', 'helplines.json'],
      ['ages', 'helplines.json'],
      ['ages', 'helplines.json'],
    ])
  })
})
