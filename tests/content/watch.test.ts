/** Real files in a folder of their own, saved as editors save them. */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Content } from '../../src/content/parse.ts'
import { watch } from '../../src/content/watch.ts'
import { shelf } from '../../src/core/library.ts'
import { cardText, helplinesText, sourcesText, wordsText } from './sample.ts'

const card = 'en/mechanisms/asking-again.md'

async function edited() {
  const folder = await mkdtemp(join(tmpdir(), 'content-'))
  const save = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  await save('sources.json', sourcesText)
  await save('helplines.json', helplinesText)
  await save('en/words.yml', wordsText)
  await save(card, cardText)
  const read: Content[] = []
  let tell = (): void => {}
  const stop = watch(folder, (content) => {
    read.push(content)
    tell()
  })
  onTestFinished(async () => {
    stop()
    await rm(folder, { recursive: true, force: true })
  })
  /** The first reading that fits; those before it are gone. */
  const until = async (fits: (content: Content) => boolean): Promise<Content> => {
    for (;;) {
      const content = read.shift()
      if (content && fits(content)) return content
      if (!content) await new Promise<void>((done) => (tell = done))
    }
  }
  return { folder, save, until, read, stop }
}

const titleOf = ({ library }: Content, id = 'asking-again') => shelf(library, 'en').cards.get(id)?.title
const titled = (title: string) => cardText.replace('title: Asking again', `title: ${title}`)

test('a file that is written over is read', async () => {
  const { save, until } = await edited()
  await save(card, titled('One'))
  expect((await until((content) => titleOf(content) === 'One')).faults).toEqual([])
})

test('a file that is replaced is read, and again when it is replaced again', async () => {
  const { folder, save, until } = await edited()
  for (const title of ['One', 'Two', 'Three']) {
    await save('en/mechanisms/.new', titled(title))
    await rename(join(folder, 'en/mechanisms/.new'), join(folder, card))
    await until((content) => titleOf(content) === title)
  }
})

test('a new file in a new folder is read, and a deleted one is gone', async () => {
  const { folder, save, until } = await edited()
  await save('de/mechanisms/asking-again.md', titled('Wieder'))
  await until(({ library }) => library.shelves.has('de'))
  await rm(join(folder, 'de'), { recursive: true })
  await until(({ library }) => !library.shelves.has('de'))
})

test('faults come with the content, and go when they are mended', async () => {
  const { save, until } = await edited()
  await save(card, cardText.replace('grade:', 'grad:'))
  const bad = await until(({ faults }) => faults.length > 0)
  expect(bad.faults.map(({ file }) => file)).toContain(card)
  await save(card, titled('Mended'))
  expect((await until((content) => titleOf(content) === 'Mended')).faults).toEqual([])
})

test('copies that editors leave behind are no content', async () => {
  const { save, until } = await edited()
  await save(`${card}~`, cardText)
  await save('en/mechanisms/.asking-again.md.swp', '\0')
  await save('en/mechanisms/#asking-again.md#', cardText)
  await save(card, titled('One'))
  expect((await until((content) => titleOf(content) === 'One')).faults).toEqual([])
})

test('a folder that goes away and comes back is read', async () => {
  const { folder, until } = await edited()
  await rename(folder, `${folder}-away`)
  await mkdir(folder)
  await until(({ faults }) => faults.length > 0)
  await rm(folder, { recursive: true })
  await rename(`${folder}-away`, folder)
  expect(titleOf(await until(({ faults }) => faults.length === 0))).toBe('Asking again')
})
