/** Every loop of the library can be drawn: its labels fit and the font can write them. */
import { expect, test } from 'vitest'
import { loopRoles } from '../../src/core/picture.ts'
import { content } from '../../src/inputs.ts'
import { makePictures } from '../../src/pictures/draw.ts'

const cards = [...(content()?.shelves.get('en')?.cards.values() ?? [])].filter((card) => card.loop)
const pictures = makePictures()

test('there are loops to draw', () => {
  expect(cards.length).toBeGreaterThan(10)
})

test.each(cards)('$id', async ({ title, loop }) => {
  if (!loop) throw new Error('no loop')
  const stations = loopRoles.map((role) => ({ role, name: role, text: loop[role] }))
  const png = await pictures.draw({ kind: 'loop', title, stations })
  expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47])
})
