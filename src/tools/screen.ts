/**
 * `npm run -s screen`: reads one message a line on standard input and prints `class`, a tab, `level` for each, one line out for
 * each line in. Lines end in LF or CRLF; a last line without an end counts; bytes that are no UTF-8 are read as U+FFFD.
 */
import { once } from 'node:events'
import { screen } from '../core/screen/screen.ts'

/** The lines of a stream of bytes as they come. Pieces of a long line are joined once, so that its length costs once. */
async function* lines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let open: string[] = []
  for await (const chunk of bytes) {
    const [first = '', ...more] = decoder.decode(chunk, { stream: true }).split('\n')
    open.push(first)
    for (const next of more) {
      yield open.join('').replace(/\r$/, '')
      open = [next]
    }
  }
  const last = open.join('') + decoder.decode()
  if (last !== '') yield last.replace(/\r$/, '')
}

// Whoever reads may stop early ("| head"); that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

for await (const line of lines(process.stdin)) {
  const found = screen(line)
  if (!process.stdout.write(`${found.class}\t${found.level}\n`)) await once(process.stdout, 'drain')
}
