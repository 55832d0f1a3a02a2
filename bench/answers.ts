/** Writes down what our bot says to the benchmarks' interactions, for the other bots to say. */
import { writeFileSync } from 'node:fs'
import type { APIInteraction } from 'discord-api-types/v10'
import { loadCommands } from '../src/commands.ts'
import type { Reply } from '../src/core/reply.ts'
import type { World } from '../src/core/world.ts'
import { read } from '../src/discord/read.ts'
import { message } from '../src/discord/write.ts'
import { content } from '../src/inputs.ts'
import { interaction, type What } from './payload.ts'

/** @param file where the JSON goes */
export async function writeAnswers(file: string): Promise<void> {
  const commands = await loadCommands(new URL('../commands/', import.meta.url))
  const library = content()
  if (!library) throw new Error('the content has faults')
  const world: World = {
    now: 0,
    version: '0.0.0',
    project: 'https://example.org',
    freeText: true,
    commands: [...commands.keys()],
    library,
    posting: 'free',
    keeping: 'off',
    times: () => 0,
  }
  const say = (what: What): Reply => {
    const request = read(JSON.parse(interaction('1', what)) as APIInteraction)
    const outcome =
      request.kind === 'command'
        ? commands.get(request.name)?.answer(request, world)
        : request.kind === 'press'
          ? commands.get(request.address[0])?.press(request, world)
          : undefined
    if (!outcome || !('blocks' in outcome.say)) throw new Error(`no message to compare for ${what}`)
    return outcome.say
  }
  const explain = message(say('explain'), new Map(), 'answer').body
  const step = message(say('step'), new Map(), 'edit').body
  writeFileSync(file, JSON.stringify({ explain, step }))
}
