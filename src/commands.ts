/** The commands: whatever lies in `commands/`, each under its file's name. */
import { readdir } from 'node:fs/promises'
import { parse } from 'node:path'
import type { Command } from './core/command.ts'

export type Commands = ReadonlyMap<string, Command>

/** Loads every command, in the order of their files' names. Rejects if a file has no command as its default export. */
export async function loadCommands(folder: URL): Promise<Commands> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort()
  const entries = files.map(async (file): Promise<[string, Command]> => {
    const { default: command } = (await import(new URL(file, folder).href)) as { default?: Command }
    if (!command) throw new Error(`commands/${file} has no default export`)
    return [parse(file).name, command]
  })
  return new Map(await Promise.all(entries))
}
