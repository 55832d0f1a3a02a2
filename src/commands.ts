/** The commands: whatever lies in `commands/`, each under its file's name; which of them are offered, and how Discord is told. */
import { readdir } from 'node:fs/promises'
import { parse } from 'node:path'
import type { Config } from './config.ts'
import type { Command } from './core/command.ts'
import { type Library, shelf } from './core/library.ts'
import { registration } from './discord/register.ts'
import type { Transport } from './transports/transport.ts'

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

/** The commands; with typed words switched off, without those that live on them. */
export async function offered({ FREE_TEXT }: Pick<Config, 'FREE_TEXT'>): Promise<Commands> {
  const all = await loadCommands(new URL('../commands/', import.meta.url))
  return new Map([...all].filter(([, { typed }]) => FREE_TEXT === 'on' || !typed))
}

/** The commands' names in the order in which the English words give them. */
export function inOrder(commands: Commands, library: Library): string[] {
  const place = Object.keys(shelf(library, 'en').words)
  const at = (name: string) => place.indexOf(`commands.${name}.description`)
  return [...commands.keys()].sort((a, b) => at(a) - at(b))
}

/** Tells Discord the commands where it does not have them yet. @returns whether anything was told */
export async function register(
  transport: Transport,
  config: Config,
  commands: Commands,
  library: Library,
): Promise<boolean> {
  const application = config.DISCORD_APPLICATION_ID ?? (await transport.applicationId())
  return transport.register(application, registration(commands, library))
}
