/**
 * `npm run ask:vectors`: makes known.bin and linear.bin in src/content/ask/encoder anew from the content. Run it after questions
 * were changed: a minute or two. Up to a hundred that are missing are encoded at the start, the rest is compared by words alone.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { teaching } from '../content/ask/ask.ts'
import { packKnown } from '../content/ask/encoder/known.ts'
import { packLinear } from '../content/ask/encoder/linear.ts'
import { load } from '../content/load.ts'

const { library, pages } = load(fileURLToPath(new URL('../../content/', import.meta.url)))
const known = pages.flatMap(({ language, asks }) => {
  const cards = library.shelves.get(language)?.cards ?? new Map()
  return teaching(cards, asks).filter(({ encoded }) => encoded)
})
const { file, vectors } = packKnown(known.map(({ text }) => text))
const lines = packLinear(
  known.flatMap(({ of, text, weight }) => {
    const vector = vectors.get(text)
    return vector ? [{ of, vector, weight }] : []
  }),
)
const write = (name: string, bytes: Uint8Array) =>
  writeFileSync(new URL(`../content/ask/encoder/${name}`, import.meta.url), bytes)
write('known.bin', file)
write('linear.bin', lines)
process.stdout.write(`${known.length} texts, ${Math.round((file.length + lines.length) / 1e3)} kB\n`)
