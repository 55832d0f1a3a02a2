import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const tool = fileURLToPath(new URL('../../src/tools/screen.ts', import.meta.url))

/** What the tool prints for these pieces of standard input, each written by itself. */
async function run(...pieces: (string | Uint8Array)[]): Promise<string> {
  const child = spawn(process.execPath, [tool])
  const out: Buffer[] = []
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes))
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve))
  for (const piece of pieces) await new Promise<void>((resolve) => child.stdin.write(piece, () => resolve()))
  child.stdin.end()
  expect(await closed).toBe(0)
  return Buffer.concat(out).toString()
}

describe('npm run -s screen', () => {
  it('prints class, tab and level for each line, empty ones too', async () => {
    expect(await run('he hit me\n\nI want to die\nhello\n')).toBe(
      'violence\tfirm\nnone\tnone\nsuicide\tfirm\nnone\tnone\n',
    )
  })

  it('prints nothing for nothing', async () => expect(await run('')).toBe(''))

  it('takes CRLF and a last line without an end', async () => {
    expect(await run('he hit me\r\n\r\nI want to die')).toBe('violence\tfirm\nnone\tnone\nsuicide\tfirm\n')
  })

  it('takes bytes that are no UTF-8, and letters cut in two', async () => {
    const german = Buffer.from('er hat mich gewürgt\n')
    const middle = german.indexOf(0xc3) + 1
    expect(await run(Buffer.from([0xff, 0xfe, 0x0a]), german.subarray(0, middle), german.subarray(middle))).toBe(
      'none\tnone\nviolence\tfirm\n',
    )
  })

  it('answers a line before the next one comes', async () => {
    const child = spawn(process.execPath, [tool])
    const first = new Promise<string>((resolve) =>
      child.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString())),
    )
    child.stdin.write('he hit me\n')
    expect(await first).toBe('violence\tfirm\n')
    child.stdin.end()
    await new Promise((resolve) => child.on('close', resolve))
  })

  it('takes a huge line', async () => {
    expect(await run(`${'we talked about the weather and the garden. '.repeat(20_000)}he hit me\n`)).toBe(
      'violence\tfirm\n',
    )
  })
})
