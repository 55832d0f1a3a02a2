/** What the other bots say: the very messages that ours says, written beforehand, so that they have that work done. */
import { readFileSync } from 'node:fs'
import type { InteractionReplyOptions, InteractionUpdateOptions } from 'discord.js'

export const answers: { explain: InteractionReplyOptions; step: InteractionUpdateOptions } = JSON.parse(
  readFileSync(process.env.BENCH_ANSWERS ?? '', 'utf8'),
)
