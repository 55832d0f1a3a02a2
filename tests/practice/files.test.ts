/** Files: sent with multipart forms, named, kept, replaced, and limited. */
import { expect, it } from 'vitest'
import { type Place, place, screen } from './help.ts'

async function send(
  { practice, general }: Place,
  method: string,
  message: string,
  payload: unknown,
  files: Record<string, File>,
) {
  const form = new FormData()
  form.set('payload_json', JSON.stringify(payload))
  for (const [name, file] of Object.entries(files)) form.set(name, file)
  const headers = { authorization: `Bot ${practice.token}` }
  const response = await fetch(`${practice.api}/v10/channels/${general}/messages${message}`, {
    method,
    headers,
    body: form,
  })
  const body: Answered = JSON.parse(await response.text())
  return { status: response.status, ...body }
}

interface Answered {
  id: string
  code?: number
  attachments: { id: string; filename: string; url: string }[]
}

const file = (name: string, size = 3) => new File(['x'.repeat(size)], name)
const names = (attachments: readonly { filename: string }[]) => attachments.map(({ filename }) => filename)

it('adds files on an edit, and keeps only those that the edit names', async () => {
  const here = await place()
  const made = await send(here, 'POST', '', { content: 'x' }, { 'files[0]': file('a.txt') })
  expect(names(made.attachments)).toEqual(['a.txt'])
  const added = await send(here, 'PATCH', `/${made.id}`, {}, { 'files[0]': file('b.txt') })
  expect(names(added.attachments)).toEqual(['a.txt', 'b.txt'])
  const attachments = [{ id: added.attachments[1]?.id }, { id: '0' }]
  const replaced = await send(here, 'PATCH', `/${made.id}`, { attachments }, { 'files[0]': file('c.txt') })
  expect(names(replaced.attachments)).toEqual(['b.txt', 'c.txt'])
})

it('tells files apart by their number, with gaps, and takes names and descriptions from the body', async () => {
  const here = await place()
  const attachments = [
    { id: 7, description: 'the seventh', filename: 'seven.txt' },
    { id: '2', description: 'the second' },
  ]
  await send(here, 'POST', '', { attachments }, { 'files[7]': file('x.txt'), 'files[2]': file('two words?.txt') })
  const [message] = screen(here, here.robin, here.general)
  expect(message?.attachments).toMatchObject([
    { filename: 'two_words.txt', description: 'the second', size: 3 },
    { filename: 'seven.txt', description: 'the seventh' },
  ])
})

it('refuses what is too large', async () => {
  const here = await place()
  const most = 10 * 1024 * 1024
  expect((await send(here, 'POST', '', {}, { 'files[0]': file('a.txt', most) })).status).toBe(200)
  expect(await send(here, 'POST', '', {}, { 'files[0]': file('a.txt', most + 1) })).toMatchObject({
    status: 413,
    code: 40005,
  })
  const three = { 'files[0]': file('a.txt', most), 'files[1]': file('b.txt', most), 'files[2]': file('c.txt', most) }
  expect(await send(here, 'POST', '', {}, three)).toMatchObject({ status: 413, code: 40005 })
})

it('serves no page of someone else from its own address', async () => {
  const here = await place()
  const { attachments } = await send(
    here,
    'POST',
    '',
    {},
    { 'files[0]': new File(['<script>'], 'a.html', { type: 'text/html' }) },
  )
  const { headers } = await fetch(attachments[0]?.url ?? '')
  expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
    'application/octet-stream',
    'attachment',
  ])
})
