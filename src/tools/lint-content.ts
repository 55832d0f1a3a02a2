/**
 * `npm run lint:content [-- --today [YYYY-MM-DD]]`: prints every fault of the content, exit status 1 if there is one.
 *
 * Only with `--today` does age count: cards and help lines that were not checked for long.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { day } from '../content/day.ts'
import { show } from '../content/fault.ts'
import { lint, loadRules } from '../content/lint.ts'
import { load } from '../content/load.ts'
import type { TextFile } from '../content/page.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The program's own text, which the rule on words looks through. */
function readCode(): readonly TextFile[] {
  return ['commands', 'src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(join(root, folder, path), 'utf8') })),
  )
}

const [flag, today = new Date().toISOString().slice(0, 10), ...more] = process.argv.slice(2)
const wrong =
  (flag !== undefined && flag !== '--today') || more.length > 0
    ? 'Try: npm run lint:content [-- --today [YYYY-MM-DD]]'
    : day.safeParse(today).error?.issues.map(({ message }) => `--today ${today}: ${message}`)[0]
if (wrong !== undefined) {
  process.stderr.write(`${wrong}\n`)
  process.exitCode = 2
} else {
  const content = load(join(root, 'content'))
  const around = { code: readCode(), ...(flag === undefined ? {} : { today }) }
  const faults = lint(content, await loadRules(), around)
  const [english] = content.pages
  const held = content.pages.map(({ language, words, cards, flows }) => {
    const of = (own: number, all = 0): string => (language === 'en' ? `${own}` : `${own} of ${all}`)
    const sentences = of(Object.keys(words.words).length, Object.keys(english?.words.words ?? {}).length)
    return `${language}: ${sentences} sentences, ${of(cards.size, english?.cards.size)} cards, ${of(flows.size, english?.flows.size)} flows`
  })
  const sum = `${held.join('; ')}; ${content.library.sources.size} sources. ${faults.length} faults.`
  process.stdout.write([...faults.map((fault) => show(fault)), sum, ''].join('\n'))
  if (faults.length > 0) process.exitCode = 1
}
