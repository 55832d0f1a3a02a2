/** The `Pictures` role: draws a picture as PNG with resvg, each once a process. */
import type { Picture, Pictures } from '../core/picture.ts'
import { fontOptions, makeMeasure } from './font.ts'
import { loopSvg } from './loop.ts'
import { makeOnce } from './once.ts'

/** Some 30 MB of PNG if all of them are ever asked for. */
const mostKept = 200

/**
 * The drawer. resvg and the font load with the first picture, off the start of the bot. Rasterising happens on a
 * thread of its own; laying out and packing the PNG take this thread some 50 ms.
 *
 * `draw` rejects with a `RangeError` for texts that do not fit or that the font cannot write (it has the Latin, Greek
 * and Cyrillic scripts); the picture's alternative text then stands for it.
 */
export function makePictures(): Pictures {
  let engine: Promise<(picture: Picture) => Promise<Uint8Array>> | undefined
  const once = makeOnce(mostKept, contentOf, async (picture) => {
    engine ??= loadEngine().catch((fault: unknown) => {
      engine = undefined
      throw fault
    })
    const draw = await engine
    return draw(picture)
  })
  return { drawn: once.made, draw: once.make }
}

async function loadEngine(): Promise<(picture: Picture) => Promise<Uint8Array>> {
  const { Resvg, renderAsync } = await import('@resvg/resvg-js')
  const measure = makeMeasure(Resvg)
  const font = fontOptions()
  return async (picture) => (await renderAsync(loopSvg(picture, measure), { font })).asPng()
}

const contentOf = ({ kind, title, stations }: Picture): string =>
  JSON.stringify([kind, title, stations.map(({ role, name, text }) => [role, name, text])])
