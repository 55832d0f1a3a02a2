/** The environment, validated: every fault told at once, in words that say what to do. */
import { z } from 'zod'

const tokenNeeded = "set it to your bot's token in .env, or run `npm run demo`, which needs nothing"

const schema = z.object({
  DISCORD_TOKEN: z.string({ error: tokenNeeded }).trim().min(1, tokenNeeded),
  DISCORD_APPLICATION_ID: z
    .string()
    .regex(/^\d{15,21}$/, 'must be the number shown as “Application ID”')
    .optional(),
  DISCORD_API: z
    .url({ protocol: /^https?$/, error: 'must be a web address such as https://discord.com/api' })
    .refine((url) => !/\/v\d+\/?$/.test(url), 'must not end in a version such as /v10')
    .transform((url) => url.replace(/\/$/, ''))
    .default('https://discord.com/api'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'must be debug, info, warn, error or silent' })
    .default('info'),
  FREE_TEXT: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
})

export type Config = z.output<typeof schema>

/** The settings of this process, or one sentence a fault, each naming its variable. Empty variables count as absent. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): { config: Config } | { faults: string[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const result = schema.safeParse(given)
  if (result.success) return { config: result.data }
  return { faults: result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) }
}
