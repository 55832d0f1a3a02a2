/** A folder for a test, and a look at the bytes in it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A new folder, gone when the test is over. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'undercurrent-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/**
 * All bytes of all files, or of those with such a name. They are read by another process: closing a database's file in this one would drop the
 * locks it holds on it.
 */
export function everyByte(folder: string, which = /./): Buffer {
  const script = "for (const file of process.argv.slice(1)) process.stdout.write(require('node:fs').readFileSync(file))"
  const files = readdirSync(folder)
    .filter((name) => which.test(name))
    .map((name) => join(folder, name))
  return execFileSync(process.execPath, ['-e', script, ...files], { maxBuffer: 1e9 })
}
