import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { teaching } from '../../src/content/ask/ask.ts'
import { encoder, size } from '../../src/content/ask/encoder/encoder.ts'
import { missing, mostNew } from '../../src/content/ask/encoder/known.ts'
import { linear, packLinear } from '../../src/content/ask/encoder/linear.ts'
import { cutter } from '../../src/content/ask/encoder/pieces.ts'
import { packWeights, readWeights } from '../../src/content/ask/encoder/weights.ts'
import { load } from '../../src/content/load.ts'

const encode = encoder()
const likeness = (a: string, b: string): number => {
  const other = encode(b)
  return encode(a).reduce((sum, value, n) => sum + value * (other[n] ?? 0), 0)
}

describe('the encoder', () => {
  it('gives what the weights it was made from give, but for the rounding to bytes', () => {
    const first = [-0.0567, 0.0462, 0.0638, -0.0604, 0.0458, 0.0655, 0.0574, 0.0644]
    const here = encode('My sister borrows my bike and never brings it back.')
    for (const [n, value] of first.entries()) expect(here[n]).toBeCloseTo(value, 2)
  })

  it('puts texts that mean the like near each other, whatever their words', () => {
    const asked = 'He has no time for me any more'
    expect(likeness(asked, 'My husband is always at work')).toBeGreaterThan(likeness(asked, 'How do I bake bread?'))
  })

  it('gives a vector of length 1 for any text, each time the same', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.lorem({ maxCount: 300 }),
      fc.constantFrom('', ' ', '\ud800', 'a'.repeat(5000), 'they '.repeat(3000)),
    )
    fc.assert(
      fc.property(any, (text) => {
        const vector = encode(text)
        expect(vector).toHaveLength(size)
        expect(Math.hypot(...vector)).toBeCloseTo(1, 4)
        expect(encode(text)).toEqual(vector)
      }),
      { numRuns: 60 },
    )
  })

  it('needs to encode few of the texts that it is compared with', () => {
    const { library, pages } = load(new URL('../../content/', import.meta.url))
    const texts = pages.flatMap(({ language, asks }) =>
      teaching(library.shelves.get(language)?.cards ?? new Map(), asks).flatMap((one) =>
        one.encoded ? [one.text] : [],
      ),
    )
    expect(missing(texts), 'texts without a vector: run npm run ask:vectors').toBeLessThanOrEqual(mostNew)
  })
})

describe('the linear view', () => {
  const folder = mkdtempSync(join(tmpdir(), 'linear-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Texts of three classes of very different size, each about a direction of its own. */
  const examples = ['large', 'small', 'smallest'].flatMap((of, direction) =>
    Array.from({ length: [300, 40, 8][direction] ?? 0 }, (_, n) => {
      const vector = new Float32Array(size)
      vector[direction] = 0.8
      vector[10 + (n % 50)] = 0.6
      return { of, vector, weight: 1 }
    }),
  )

  it('tells the classes that it learnt apart, small ones too, and knows no other', () => {
    const path = join(folder, 'linear.bin')
    writeFileSync(path, packLinear(examples))
    const scores = linear(['smallest', 'unknown', 'small', 'large'], path)
    for (const { of, vector } of examples) {
      const [smallest = 0, unknown, small = 0, large = 0] = scores(vector)
      expect(unknown).toBeNaN()
      expect(Object.entries({ smallest, small, large }).toSorted(([, a], [, b]) => b - a)[0]?.[0]).toBe(of)
    }
  })

  it('that is kept with the source knows the cards that have questions, but for a new one or two', () => {
    const { pages } = load(new URL('../../content/', import.meta.url))
    const asked = [...(pages.find(({ language }) => language === 'en')?.asks.keys() ?? [])]
    expect(asked.length).toBeGreaterThan(70)
    const scores = linear(asked)(encode('why do I ask and ask'))
    const strange = asked.filter((_, n) => Number.isNaN(scores[n]))
    expect(strange.length, `${strange}: run npm run ask:vectors`).toBeLessThanOrEqual(2)
  })
})

describe('the pieces', () => {
  const cut = cutter([
    ...Array.from({ length: 6 }, () => ['', 0] as const),
    ['\u2581', -3],
    ['\u2581we', -4],
    ['we', -6],
    ['\u2581w', -3],
    ['e', -2],
    ['ll', -3],
  ])

  it('are the likeliest', () => {
    expect(cut('we')).toEqual([7])
    expect(cut('  we\n well ')).toEqual([7, 7, 11])
  })

  it('are unknown, once, where no piece has the letters', () => {
    expect(cut('we??!')).toEqual([7, 0])
    expect(cut('')).toEqual([])
  })
})

describe('the file of weights', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weights-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const read = (path: string | URL) => {
    let own = new Uint8Array()
    const found = readWeights(path, (bytes) => {
      own = new Uint8Array(bytes)
      return own
    })
    return { ...found, own }
  }

  it('gives what was put in it, but for the rounding to bytes', () => {
    const path = join(folder, 'weights.bin')
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true, min: -9, max: 9 }), { minLength: 6, maxLength: 6 }), (values) => {
        writeFileSync(
          path,
          packWeights([{ name: 'a', rows: 2, columns: 3, values: Float32Array.from(values) }], [['b', -1]]),
        )
        const { tensors, pieces, own } = read(path)
        const { bytes = 0, scales = 0 } = tensors.get('a') ?? {}
        const whole = new Int8Array(own.buffer, bytes, 6)
        const by = new Float32Array(own.buffer, scales, 2)
        for (const [n, value] of values.entries()) {
          const scale = by[Math.trunc(n / 3)] ?? 0
          expect(Math.abs((whole[n] ?? 0) * scale - value)).toBeLessThanOrEqual(scale / 2 + 1e-6)
        }
        expect(pieces).toEqual([['b', -1]])
      }),
    )
  })

  it('that is kept with the source has all tensors', () => {
    const { tensors } = read(new URL('../../src/content/ask/encoder/use-lite.bin', import.meta.url))
    expect(tensors.size).toBe(30)
  })
})
