/** What `makePictures` gives is a PNG, drawn once, and a failure is no more than a rejection. */
import { describe, expect, it } from 'vitest'
import { makePictures } from '../../src/pictures/draw.ts'
import { longLoop, loopOf, reliefLoop } from './samples.ts'

describe('makePictures', () => {
  it('draws a PNG of 1080 by 1080', async () => {
    const png = Buffer.from(await makePictures().draw(reliefLoop))
    expect(png.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1080, 1080])
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
