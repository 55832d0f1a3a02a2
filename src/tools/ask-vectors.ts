/**
 * `npm run ask:vectors`: makes src/content/ask/encoder/known.bin anew from the content. Run it after questions were
 * changed: half a minute. Up to a hundred that are missing are encoded at the start, the rest is compared by words alone.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { teaching } from '../content/ask/ask.ts'
import { packKnown } from '../content/ask/encoder/known.ts'
import { load } from '../content/load.ts'

const { library, pages } = load(fileURLToPath(new URL('../../content/', import.meta.url)))
const texts = pages.flatMap(({ language, asks }) => {
  const cards = library.shelves.get(language)?.cards ?? new Map()
  return teaching(cards, asks)
    .filter(({ encoded }) => encoded)
    .map(({ text }) => text)
})
const file = packKnown(texts)
writeFileSync(new URL('../content/ask/encoder/known.bin', import.meta.url), file)
process.stdout.write(`${texts.length} texts, ${Math.round(file.length / 1e3)} kB\n`)
