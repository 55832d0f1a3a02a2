/** The `Pictures` role: draws a picture as PNG with resvg; each loop once a process, what is somebody's own each time anew. */
import type { LoopPicture, Picture, Pictures } from '../core/picture.ts'
import { curveSvg } from './curve.ts'
import { diarySvg } from './diary.ts'
import { fontOptions, makeMeasure } from './font.ts'
import type { Measure } from './lines.ts'
import { loopSvg } from './loop.ts'
import { makeOnce } from './once.ts'
import { makeQueue } from './queue.ts'

/** Some 30 MB of PNG if all of them are ever asked for. */
const mostKept = 200

/**
 * The drawer. resvg and the font load with the first picture, off the start of the bot. Rasterising happens on a
 * thread of its own; laying out and packing the PNG take this thread some 50 ms.
 *
 * Of a curve or a diary nothing stays here: they are somebody's. `drawn` never has them, `draw` draws them each time.
 *
 * `draw` rejects with a `RangeError` for texts that do not fit or that the font cannot write (it has the Latin, Greek
 * and Cyrillic scripts), and for numbers outside their scale; the picture's alternative text then stands for it. The
 * error tells no number of anybody's.
 */
export function makePictures(): Pictures {
  let engine: Promise<(picture: Picture) => Promise<Uint8Array>> | undefined
  const inTurn = makeQueue()
  const draw = (picture: Picture): Promise<Uint8Array> =>
    inTurn(async () => {
      engine ??= loadEngine().catch((fault: unknown) => {
        engine = undefined
        throw fault
      })
      const rasterise = await engine
      return rasterise(picture)
    })
  const once = makeOnce(mostKept, contentOf, draw)
  return {
    drawn: (picture) => (picture.kind === 'loop' ? once.made(picture) : undefined),
    draw: (picture) => (picture.kind === 'loop' ? once.make(picture) : draw(picture)),
  }
}

async function loadEngine(): Promise<(picture: Picture) => Promise<Uint8Array>> {
  const { Resvg, renderAsync } = await import('@resvg/resvg-js')
  const measure = makeMeasure(Resvg)
  const font = fontOptions()
  return async (picture) => (await renderAsync(svgOf(picture, measure), { font })).asPng()
}

function svgOf(picture: Picture, measure: Measure): string {
  switch (picture.kind) {
    case 'loop':
      return loopSvg(picture, measure)
    case 'curve':
      return curveSvg(picture, measure)
    case 'diary':
      return diarySvg(picture, measure)
  }
}

const contentOf = ({ kind, title, stations }: LoopPicture): string =>
  JSON.stringify([kind, title, stations.map(({ role, name, text }) => [role, name, text])])
