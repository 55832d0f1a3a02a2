/** The environment, validated: every fault told at once, in words that say what to do. */
import { z } from 'zod'
import { usualFolder } from './stores/settings.ts'

const tokenNeeded = "set it to your bot's token in .env, or run `npm run demo`, which needs nothing"

/** Any other sign would break the header that carries it, which then looks as if the network were at fault. */
const tokenSigns = /^[\w.-]+$/
const noToken =
  'has signs that no token has, such as quotes, a blank, “…” or a leading “Bot”; take them out, or copy a new one ' +
  '(portal > Bot > Reset Token)'

/** 32 bytes in base64, padded or not. */
const key = /^[A-Za-z\d+/_-]{43}=?$/

const noPort = 'must be a port, 0 to 65535'
const port = z.string().trim().regex(/^\d+$/, noPort).transform(Number).pipe(z.number().max(65_535, noPort))

/** What pg understands: https://node-postgres.com/features/ssl */
const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify']
const encoded = 'in a password, write @ as %40, / as %2F, # as %23 and ? as %3F'

/** Why this cannot be the address of a database; undefined: it can. It holds a password, so nothing of it is told. */
function whyNoDatabase(text: string): string | undefined {
  const url = URL.parse(text)
  const such = 'such as postgres://user:password@127.0.0.1/undercurrent'
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) return `must be an address ${such}; ${encoded}`
  // What follows a sign that ends the host is a part of the address, too, and the host that is left is the user's name.
  if (/\s|#/.test(text) || url.pathname.includes('@') || (!url.username && url.search.includes('@')))
    return `has an @, /, #, ? or blank where none belongs; ${encoded}`
  if (!url.hostname && !url.searchParams.get('host')) return `names no host; write one, ${such}`
  const wrong = url.searchParams.getAll('sslmode').some((mode) => !sslModes.includes(mode))
  return wrong ? `has an unknown sslmode; it must be one of ${sslModes.join(', ')}` : undefined
}

const path = z
  .string()
  .refine((text) => !/(^|\/)~(\/|$)/.test(text), 'holds a ~, which only a shell understands; write the whole path')

const schema = z.object({
  DISCORD_TOKEN: z
    .string({ error: tokenNeeded })
    .trim()
    .min(1, { error: tokenNeeded, abort: true })
    .regex(tokenSigns, noToken),
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
  DATA_DIR: path.default(usualFolder),
  DATABASE_URL: z
    .string()
    .superRefine((url, { addIssue }) => {
      const message = whyNoDatabase(url)
      if (message !== undefined) addIssue({ code: 'custom', message })
    })
    .optional(),
  MASTER_KEY: z
    .string()
    .trim()
    .regex(key, 'must be 32 bytes in base64, as `npm run doctor -- --init` makes them')
    .optional(),
  MASTER_KEY_FILE: path.optional(),
  TRANSPORT: z.enum(['gateway', 'http'], { error: 'must be gateway or http' }).default('gateway'),
  ROLE: z.enum(['all', 'answer', 'timer'], { error: 'must be all, answer or timer' }).default('all'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(8787),
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(/^[\da-f]{64}$/i, 'must be the 64 characters shown as “Public Key”')
    .optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: port.optional(),
})

/** Every setting, also those of the tools alone. */
export const settingNames: readonly string[] = [...Object.keys(schema.shape), 'MASTER_KEY_NEXT', 'MASTER_KEY_FILE_NEXT']

const together = schema
  .refine(({ MASTER_KEY, MASTER_KEY_FILE }) => !(MASTER_KEY && MASTER_KEY_FILE), {
    path: ['MASTER_KEY_FILE'],
    error: 'is set beside MASTER_KEY; keep one of the two',
  })
  .refine(({ ROLE, DATABASE_URL }) => ROLE === 'all' || DATABASE_URL !== undefined, {
    path: ['ROLE'],
    error: 'answer and timer share their work through PostgreSQL; set DATABASE_URL, or leave ROLE out',
  })
  .refine(({ ROLE, MASTER_KEY, MASTER_KEY_FILE }) => ROLE !== 'timer' || MASTER_KEY || MASTER_KEY_FILE, {
    path: ['ROLE'],
    error:
      'a timer sends only what people keep, and without a key nothing is kept; set MASTER_KEY_FILE or MASTER_KEY to the ' +
      'key of the other machines',
  })

export type Config = z.output<typeof schema>

/** What is wrong with a setting. `say` goes on after its name, and says what to do. */
export interface Wrong {
  readonly setting: string
  readonly say: string
}

/** The settings of this process, or every fault of them. Empty variables count as absent. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): { config: Config } | { faults: Wrong[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const result = together.safeParse(given)
  if (result.success) return { config: result.data }
  return { faults: result.error.issues.map(({ path, message }) => ({ setting: path.join('.'), say: message })) }
}

/** The fault as a line for the operator. */
export const lineOf = ({ setting, say }: Wrong): string => `${setting}: ${say}`
