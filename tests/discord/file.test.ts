/** A text to take away goes out as a file that Discord takes, beside whatever else is said. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Picture } from '../../src/core/picture.ts'
import { message } from '../../src/discord/write.ts'
import { checkMessage } from '../../src/practice/rules.ts'
import * as any from './arbitrary.ts'

const png = new Uint8Array([137, 80, 78, 71])

test('whatever it holds and whatever else is said', () => {
  const anyReply = any.reply(any.blocks.map((blocks) => [...blocks, any.lastRow]))
  fc.assert(
    fc.property(anyReply, any.text, fc.boolean(), (reply, text, drawn) => {
      const shown = drawn ? reply.blocks.flatMap((block) => (block.kind === 'picture' ? [block.picture] : [])) : []
      const pictures = new Map<Picture, Uint8Array>(shown.map((one) => [one, png]))
      const { body, files } = message({ ...reply, file: { name: 'record.json', text } }, pictures)
      expect(checkMessage(body, { kind: 'callback', files: files.map(({ name }) => name) })).toBeUndefined()
      expect(body.attachments.map(({ filename }) => filename)).toEqual(files.map(({ name }) => name))
      expect(files.at(-1)?.name).toBe('record.json')
      expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(files.at(-1)?.data)).toBe(text.toWellFormed())
      expect(JSON.stringify(body)).toContain('attachment://record.json')
    }),
    { numRuns: 60 },
  )
})
