/** What `content/README.md` and `README.md` show is what the parser reads. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { describe, expect, it } from 'vitest'
import { show } from '../../src/content/fault.ts'
import { lint, loadRules } from '../../src/content/lint.ts'
import { read } from '../../src/content/load.ts'
import { parse } from '../../src/content/parse.ts'
import { flowText, sample, sourcesText, wordsText } from './sample.ts'

const readme = readFileSync(new URL('../../content/README.md', import.meta.url), 'utf8')
const short = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const rules = await loadRules()

const examples = (language: string, from = readme): readonly string[] =>
  fromMarkdown(from).children.flatMap((node) =>
    node.type === 'code' && node.lang === language ? [`${node.value}\n`] : [],
  )

const [card = '', flow = '', form = '', article = ''] = examples('md')
const [source = ''] = examples('json')
const around = {
  'en/words.yml': wordsText.replace(
    'trust: Trust',
    'trust: Trust\n  arguing: Arguing\n  communication: Talking\n  emotion: Feelings',
  ),
  'sources.json': JSON.stringify([...JSON.parse(sourcesText), JSON.parse(source)]),
}

const faults = (files: Readonly<Record<string, string>>): readonly string[] => {
  const [path = ''] = Object.keys(files)
  return lint(sample({ ...around, ...files }), rules)
    .filter(({ file }) => file === path)
    .map((fault) => show(fault))
}

describe('the examples of content/README.md', () => {
  it('show a card without faults but the cards it names', () => {
    expect(
      faults({ 'en/mechanisms/going-quiet.md': card }).filter((fault) => !fault.includes('no card "demand-withdraw"')),
    ).toEqual([])
  })

  it('show a flow without faults but the card it names', () => {
    expect(faults({ 'en/flows/pause.md': flow }).filter((fault) => !fault.includes('no card "excessive-'))).toEqual([])
  })

  it('show a form without faults', () => {
    const front = flowText.slice(0, flowText.indexOf('was:')).replace(/title: .*/, 'title: Saying it')
    const whole = `${front}---\n## start\nReady?\n- [Yes](#words)\n\n${form}`
    expect(faults({ 'en/flows/say.md': whole })).toEqual([])
  })

  it('show an article without faults', () => {
    const words = `${around['en/words.yml']}article:\n  verdicts:\n    limits: Fair, with limits\n`
    const others = { 'en/words.yml': words, 'en/mechanisms/demand-withdraw.md': card }
    expect(faults({ 'en/article.md': article, ...others })).toEqual([])
  })

  it('name every rule', () => {
    for (const id of rules.keys()) expect(readme).toContain(`\`${id}\``)
  })
})

describe('pasted into the content as it is', () => {
  const real = read(fileURLToPath(new URL('../../content/', import.meta.url)))
  const [thanks = ''] = examples('md', short)
  const pasted = (path: string, text: string) =>
    lint(parse([...real.filter((file) => file.path !== path), { path, text }]), rules).map((fault) => show(fault))

  it('the card of README.md has no fault', () => {
    expect(pasted('en/mechanisms/everyday-thanks.md', thanks)).toEqual([])
  })

  it('the card of content/README.md has the one that is told of', () => {
    expect(pasted('en/mechanisms/going-quiet.md', card)).toEqual([
      expect.stringMatching(/ related: "demand-withdraw" does not lead back here \(add going-quiet to related in/),
    ])
  })

  it('the flow and the article have none', () => {
    expect(pasted('en/flows/short-pause.md', flow)).toEqual([])
    expect(pasted('en/article.md', article)).toEqual([])
  })
})
