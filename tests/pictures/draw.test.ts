/** What `makePictures` gives is a PNG; a loop is drawn once, nothing of somebody's own stays, a failure is a rejection. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import type { Picture, Pictures } from '../../src/core/picture.ts'
import { makePictures } from '../../src/pictures/draw.ts'
import { fewCurve, fewDiary, fourCurve, longLoop, loopOf, own, reliefLoop } from './samples.ts'

const size = (png: Uint8Array): [width: number, height: number] => {
  const bytes = Buffer.from(png)
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
}

describe('makePictures', () => {
  it('draws a PNG of 1080 by 1080', async () => {
    expect(size(await makePictures().draw(reliefLoop))).toEqual([1080, 1080])
  })

  it('has nothing drawn at first, and afterwards the same bytes at once', async () => {
    const pictures = makePictures()
    expect(pictures.drawn(reliefLoop)).toBeUndefined()
    const [first, second] = await Promise.all([pictures.draw(reliefLoop), pictures.draw(structuredClone(reliefLoop))])
    expect(second).toBe(first)
    expect(pictures.drawn(structuredClone(reliefLoop))).toBe(first)
    expect(pictures.drawn(longLoop)).toBeUndefined()
  })

  it('gives the same bytes for the same data, whoever draws', async () => {
    const [one, other] = await Promise.all([makePictures().draw(longLoop), makePictures().draw(longLoop)])
    expect(Buffer.compare(one, other)).toBe(0)
    expect(one).not.toBe(other)
  })

  it('rejects what it cannot write, keeps nothing of it, and draws the next', async () => {
    const pictures = makePictures()
    const unwritable = loopOf('安心のループ', [], [])
    await expect(pictures.draw(unwritable)).rejects.toThrow(RangeError)
    expect(pictures.drawn(unwritable)).toBeUndefined()
    expect((await pictures.draw(reliefLoop)).length).toBeGreaterThan(1000)
  })
})

describe('pictures of somebody', () => {
  it.each(Object.entries(own))('are PNGs 1080 wide that a phone can show: %s', async (_, picture) => {
    const [width, height] = size(await makePictures().draw(picture))
    expect(width).toBe(1080)
    expect(height / width).toBeLessThanOrEqual(2)
  })

  it.each([fourCurve, fewDiary])('are never kept: $kind', async (picture) => {
    const pictures = makePictures()
    const first = await pictures.draw(picture)
    expect(pictures.drawn(picture)).toBeUndefined()
    const second = await pictures.draw(picture)
    expect(second).not.toBe(first)
    expect(Buffer.compare(first, second)).toBe(0)
  })

  it.each([fewCurve, fewDiary])('are gone from memory once nobody holds them: $kind', async (picture) => {
    const pictures = makePictures()
    const traces = await drawAndForget(pictures, picture)
    for (let turn = 0; turn < 20 && traces.some((trace) => trace.deref()); turn += 1) {
      await nextTurn()
      collect()
    }
    expect(traces.map((trace) => trace.deref() === undefined)).toEqual([true, true])
    // The drawer itself is still in use.
    expect(pictures.drawn(reliefLoop)).toBeUndefined()
  })

  it('tell no number of theirs when they cannot be drawn', async () => {
    const strange = {
      ...fewCurve,
      panels: fewCurve.panels.map((panel) => ({ ...panel, moments: [[7, 4711, null, 1]] })),
    }
    await expect(makePictures().draw(strange)).rejects.toThrow(/^[^\d]*0 to 10\.$/)
  })
})

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

async function drawAndForget(pictures: Pictures, sample: Picture): Promise<WeakRef<object>[]> {
  const picture = structuredClone(sample)
  const png = await pictures.draw(picture)
  return [new WeakRef(picture), new WeakRef(png)]
}
