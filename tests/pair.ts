/** The bot on a practice server of its own, and the people who use it: for tests that go all the way. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ComponentType } from 'discord-api-types/v10'
import type { Library } from '../src/core/library.ts'
import { content, settings } from '../src/inputs.ts'
import { startBot } from '../src/main.ts'
import type { ActResult, PageMessage } from '../src/practice/protocol.ts'
import { type Practice, startPractice } from '../src/practice/server.ts'

export interface Pair {
  readonly practice: Practice
  readonly robin: Someone
  readonly sasha: Someone
  /** Where the bot of this pair keeps its documents: a folder of its own, gone at the end. */
  readonly folder: string
  /** Lets the bot look for what is due now: how many messages it sent. */
  look(): Promise<number>
  stopBot(): Promise<void>
  close(): Promise<void>
}

/** Content that a test asks for with `change` replaces the real one; `env` adds settings. The bot's clock is the practice server's. */
export async function startPair(
  change: (library: Library) => Library = (library) => library,
  env: Readonly<Record<string, string>> = {},
): Promise<Pair> {
  const practice = await startPractice()
  const folder = mkdtempSync(join(tmpdir(), 'pair-'))
  const config = settings({
    LOG_LEVEL: 'silent',
    DATA_DIR: join(folder, 'data'),
    MASTER_KEY: randomBytes(32).toString('base64'),
    ...env,
    DISCORD_TOKEN: practice.token,
    DISCORD_APPLICATION_ID: practice.applicationId,
    DISCORD_API: practice.api,
  })
  const library = content()
  if (!config || !library) throw new Error('the settings or the content have faults')
  const changed = change(library)
  const bot = await startBot(config, () => changed, practice.now)
  const [robin, sasha] = practice.state('').people.map(({ id }) => someone(practice, id))
  if (!robin || !sasha) throw new Error('the practice server has no two people')
  return {
    practice,
    robin,
    sasha,
    folder,
    look: () => bot.look(),
    stopBot: () => bot.close(),
    close: async () => {
      await bot.close()
      await practice.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type Someone = ReturnType<typeof someone>

/** What a person does and sees. Each deed resolves when the bot has said all of its answer. */
export function someone(practice: Practice, person: string) {
  const state = () => practice.state(person)
  const channel = (kind: 'server' | 'dm') => {
    const found = state().channels.find((one) => one.kind === kind && (one.person ?? person) === person)
    if (!found) throw new Error(`no ${kind} channel`)
    return found.id
  }
  const seen = (where: 'server' | 'dm') => state().messages[channel(where)] ?? []
  const last = (where: 'server' | 'dm') => {
    const message = seen(where).at(-1)
    if (!message) throw new Error(`nothing to see in the ${where} channel`)
    return message
  }
  const settle = async (where: 'server' | 'dm', result: ActResult) => {
    if (result.got === 'answer') await practice.until(() => seen(where).every(({ waiting }) => !waiting))
    return result
  }
  const press = async (where: 'server' | 'dm', message: PageMessage, customId: string, values?: string[]) =>
    settle(
      where,
      await practice.act({
        person,
        channel: channel(where),
        do: 'press',
        message: message.message.id,
        customId,
        ...(values && { values }),
      }),
    )
  return {
    id: person,
    seen,
    last,
    channel,
    /** The newest message that shows these words, as soon as there is one. */
    reads: (words: RegExp, where: 'server' | 'dm' = 'server') =>
      practice.until(() => seen(where).findLast((message) => words.test(text(message)))),
    /** Uses a command. */
    use: async (name: string, options: Record<string, string> = {}, where: 'server' | 'dm' = 'server') =>
      settle(where, await practice.act({ person, channel: channel(where), do: 'command', name, options })),
    suggest: (name: string, options: Record<string, string>, focus: string) =>
      practice.act({ person, channel: channel('server'), do: 'suggest', name, options, focus }),
    /** Presses the button with this label on the newest message that has it. */
    press: (label: string, where: 'server' | 'dm' = 'server') => {
      for (const message of seen(where).toReversed()) {
        const button = buttons(message).find((one) => one.label === label)
        if (button?.customId !== undefined) return press(where, message, button.customId)
      }
      throw new Error(`no button ${label}`)
    },
    /** Presses a button that only another version of the bot, or nobody, would have made: the bot posts it, then it is pressed. */
    pressOld: async (customId: string, where: 'server' | 'dm' = 'dm') => {
      const button = { type: ComponentType.Button, style: 2, label: 'old', custom_id: customId }
      const response = await fetch(`${practice.api}/v10/channels/${channel(where)}/messages`, {
        method: 'POST',
        headers: { authorization: `Bot ${practice.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ flags: 1 << 15, components: [{ type: ComponentType.ActionRow, components: [button] }] }),
      })
      if (!response.ok) throw new Error(`the old message was refused: ${await response.text()}`)
      return press(where, last(where), customId)
    },
    /** Chooses in the newest message's menu. */
    choose: (value: string, where: 'server' | 'dm' = 'server') => {
      const menu = parts(last(where)).find(({ type }) => type === ComponentType.StringSelect)
      return press(where, last(where), String(menu?.custom_id), [value])
    },
    submit: async (form: string, fields: Record<string, string>, where: 'server' | 'dm' = 'server') =>
      settle(where, await practice.act({ person, channel: channel(where), do: 'submit', form, fields })),
  }
}

type Part = Readonly<Record<string, unknown>> & { readonly type: number }

/** Every component of a message, nested ones too, in the order of reading. */
export function parts({ message }: PageMessage): Part[] {
  const walk = (part: Part): Part[] => {
    const inner = [part.components, part.accessory].flat().filter((one): one is Part => one !== undefined)
    return [part, ...inner.flatMap(walk)]
  }
  return (message.components ?? []).map((part) => part as unknown as Part).flatMap(walk)
}

/** All words of a message: texts, labels, descriptions. */
export const text = (message: PageMessage): string =>
  parts(message)
    .flatMap((part) => (part.type === ComponentType.TextDisplay ? [String(part.content)] : []))
    .join('\n\n')

export const buttons = (message: PageMessage): { label: string; customId?: string; url?: string }[] =>
  parts(message)
    .filter(({ type }) => type === ComponentType.Button)
    .map((part) => ({
      label: String(part.label),
      ...(typeof part.custom_id === 'string' && { customId: part.custom_id }),
      ...(typeof part.url === 'string' && { url: part.url }),
    }))

export const labels = (message: PageMessage): string[] => buttons(message).map(({ label }) => label)

export const isEphemeral = ({ seenBy }: PageMessage): boolean => seenBy !== undefined
