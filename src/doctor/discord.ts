/** What Discord tells about the token and the application, held against the settings. Nothing there is changed. */
import { z } from 'zod'
import type { Config } from '../config.ts'
import { differs } from '../discord/register.ts'
import { type Finding, fault, look, ok, skip } from './finding.ts'

/** How long an answer is waited for, in milliseconds. */
const patience = 10_000
/** How far this machine's clock may be from Discord's, in seconds. */
const mostApart = 60
/** New connections that Discord still allows today, below which somebody should look. */
const fewStarts = 100

const installing = z.object({ scopes: z.array(z.string()).default([]), permissions: z.string().default('0') })

/** What is read of https://docs.discord.com/developers/resources/application#application-object */
const applicationShape = z.object({
  id: z.string(),
  name: z.string(),
  flags: z.number().default(0),
  bot_public: z.boolean().default(true),
  bot_require_code_grant: z.boolean().default(false),
  verify_key: z.string().default(''),
  interactions_endpoint_url: z.string().nullish(),
  event_webhooks_url: z.string().nullish(),
  /** 2: enabled; 3: Discord has switched it off, since the address did not answer as it should. */
  event_webhooks_status: z.number().default(1),
  event_webhooks_types: z.array(z.string()).default([]),
  privacy_policy_url: z.string().nullish(),
  terms_of_service_url: z.string().nullish(),
  integration_types_config: z
    .record(z.string(), z.object({ oauth2_install_params: installing.optional() }).nullish())
    .nullish(),
})

export type Application = z.output<typeof applicationShape>

export const readApplication = (body: unknown): Application | undefined => applicationShape.safeParse(body).data

/** Presence, members and message content, each for large bots and for others. */
const privileged = [12, 13, 14, 15, 18, 19].reduce((all, bit) => all | (1 << bit), 0)

/** View Channels, Send Messages, Send Messages in Threads: what *Show it here* needs. */
const needed = (1n << 10n) | (1n << 11n) | (1n << 38n)

type Settings = Pick<
  Config,
  'TRANSPORT' | 'ROLE' | 'DISCORD_TOKEN' | 'DISCORD_API' | 'DISCORD_APPLICATION_ID' | 'DISCORD_PUBLIC_KEY'
> & {
  /** Whether anything about people is kept. */
  readonly keeps: boolean
}

type Commands = Parameters<typeof differs>[0]

interface Heard {
  readonly status: number
  readonly body: unknown
  /** Discord's clock, and ours in the middle of the call, in milliseconds since 1970. */
  readonly theirs: number
  readonly ours: number
}

async function ask({ DISCORD_API: api, DISCORD_TOKEN: token }: Settings, path: string): Promise<Heard | string> {
  const began = Date.now()
  try {
    const response = await fetch(`${api}/v10${path}`, {
      headers: { authorization: `Bot ${token}` },
      signal: AbortSignal.timeout(patience),
    })
    const ours = (began + Date.now()) / 2
    const body: unknown = await response.json().catch(() => undefined)
    return { status: response.status, body, theirs: Date.parse(response.headers.get('date') ?? ''), ours }
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer'
  }
}

const inside = ['application', 'endpoint', 'install', 'intents', 'policy', 'commands', 'gateway']
/** What Discord is asked about, in the words of the report. */
export const discordChecks = ['token', 'clock', ...inside]

/**
 * Everything that Discord can tell.
 * @param commands the body with which ours would be registered; undefined: the content has faults
 */
export async function checkDiscord(settings: Settings, commands: Commands | undefined): Promise<Finding[]> {
  const me = await ask(settings, '/applications/@me')
  if (typeof me === 'string') {
    return [
      fault('discord', `Discord cannot be reached (${me}). See to this machine's network, DNS and firewall.`),
      skip('discord', discordChecks, 'Discord can be reached'),
    ]
  }
  const clock = checkClock(me.theirs, me.ours)
  if (me.status === 401) {
    return [
      fault('token', 'Discord does not accept it. Press Reset Token (portal > Bot) and put the new one into .env.'),
      clock,
      skip('discord', inside, 'Discord accepts the token'),
    ]
  }
  const application = readApplication(me.body)
  if (me.status !== 200 || !application) {
    return [
      fault('discord', `Discord answered ${me.status}. Try again in some minutes.`),
      clock,
      skip('discord', ['token', ...inside], 'it answers as it should'),
    ]
  }
  return [
    ok('token', `Discord accepts it. It belongs to “${application.name}” (${application.id}).`),
    clock,
    ...checkApplication(application, settings),
    commands
      ? checkCommands(commands, await ask(settings, commandsPath(application)))
      : skip('commands', ['commands'], 'the content can be read'),
    ...(settings.TRANSPORT === 'gateway' && settings.ROLE !== 'timer'
      ? [checkGateway(await ask(settings, '/gateway/bot'))]
      : []),
  ]
}

/** @param theirs Discord's time and ours at the same moment, in milliseconds since 1970 */
export function checkClock(theirs: number, ours: number): Finding {
  if (Number.isNaN(theirs)) return look('clock', 'Discord did not say what time it is. Compare this clock yourself.')
  const apart = Math.round((ours - theirs) / 1000)
  const way = apart > 0 ? 'ahead of' : 'behind'
  if (Math.abs(apart) <= mostApart) return ok('clock', 'It goes with Discord’s.')
  return fault('clock', `It is ${Math.abs(apart)} s ${way} Discord’s. Set it: sudo timedatectl set-ntp true`)
}

/** The settings of the application in the developer portal. */
export function checkApplication(application: Application, settings: Settings): Finding[] {
  const { DISCORD_APPLICATION_ID: id, DISCORD_PUBLIC_KEY: key } = settings
  const found: Finding[] = []
  if (id !== undefined && id !== application.id) {
    found.push(
      fault(
        'application',
        `DISCORD_APPLICATION_ID is that of another application. Set ${application.id}, or remove it.`,
      ),
    )
  }
  if (
    settings.TRANSPORT === 'http' &&
    key !== undefined &&
    key.toLowerCase() !== application.verify_key.toLowerCase()
  ) {
    found.push(fault('application', 'DISCORD_PUBLIC_KEY is that of another application. Remove it: Discord is asked.'))
  }
  found.push(checkEndpoint(application, settings))
  if (settings.TRANSPORT === 'http' && settings.keeps) found.push(checkEvents(application))
  found.push(...checkInstall(application))
  if (application.flags & privileged) {
    found.push(look('intents', 'A privileged intent is on. The bot needs none: switch all three off (portal > Bot).'))
  } else found.push(ok('intents', 'No privileged intent is on, and none is needed.'))
  const pages = [
    ...(application.privacy_policy_url ? [] : ['Privacy Policy URL']),
    ...(application.terms_of_service_url ? [] : ['Terms of Service URL']),
  ]
  found.push(
    pages.length > 0
      ? look('policy', `Not set: ${pages.join(', ')} (portal > General Information). Templates lie in docs/pages.`)
      : ok('policy', 'Privacy policy and terms are linked.'),
  )
  return found
}

function checkEndpoint({ interactions_endpoint_url: url }: Application, { TRANSPORT, ROLE }: Settings): Finding {
  const where = 'portal > General Information > Interactions Endpoint URL'
  if (ROLE === 'timer') return ok('endpoint', 'This process only sends: it takes no interactions.')
  if (TRANSPORT === 'gateway') {
    return url
      ? fault('endpoint', `Discord sends everything to ${url}, so this bot hears nothing. Empty the field: ${where}.`)
      : ok('endpoint', 'Discord sends everything over the gateway.')
  }
  if (!url) {
    return fault(
      'endpoint',
      `Discord has no address to send to. Start the bot, then enter https://your.address/interactions: ${where}.`,
    )
  }
  return /\/(interactions)?$/.test(new URL(url).pathname)
    ? ok('endpoint', `Discord sends everything to ${url}.`)
    : look('endpoint', `Discord sends to ${url}. The bot listens at /interactions: see that your proxy leads there.`)
}

function checkEvents(application: Application): Finding {
  const where = 'portal > Webhooks'
  const { event_webhooks_url: url, event_webhooks_status: status, event_webhooks_types: types } = application
  if (status === 3)
    return fault('events', `Discord has switched events off, because ${url} failed. Enable them: ${where}.`)
  return url && status === 2 && types.includes('APPLICATION_DEAUTHORIZED')
    ? ok('events', 'Who removes the app is erased.')
    : look(
        'events',
        `Enter https://your.address/events and tick Application Deauthorized: ${where}. Then removing the app erases.`,
      )
}

function checkInstall(application: Application): Finding[] {
  const where = 'portal > Installation'
  const found: Finding[] = []
  if (application.bot_require_code_grant) {
    found.push(
      fault('install', 'Requires OAuth2 Code Grant is on, so nobody can add the bot. Switch it off (portal > Bot).'),
    )
  }
  if (!application.bot_public) {
    found.push(
      look('install', 'Public Bot is off: nobody but you can add it. If others shall, switch it on (portal > Bot).'),
    )
  }
  const contexts = application.integration_types_config
  if (contexts) {
    const [server, user] = [contexts['0'], contexts['1']]
    if (!server) found.push(look('install', `Guild Install is off: no server can add the bot. Tick it: ${where}.`))
    if (!user) found.push(look('install', `User Install is off: nobody can add it to their apps. Tick it: ${where}.`))
    const params = server?.oauth2_install_params
    if (server && !['bot', 'applications.commands'].every((scope) => params?.scopes.includes(scope))) {
      found.push(look('install', `Guild Install lacks a scope. Choose applications.commands and bot: ${where}.`))
    } else if (params) found.push(...checkPermissions(BigInt(params.permissions), where))
  }
  return found.length > 0 ? found : [ok('install', 'Servers and people can add the bot.')]
}

function checkPermissions(given: bigint, where: string): Finding[] {
  if ((given & needed) !== needed) {
    const list = 'View Channels, Send Messages and Send Messages in Threads'
    return [
      look('install', `Guild Install lacks permissions, so “Show it here” is not offered. Choose ${list}: ${where}.`),
    ]
  }
  return given === needed ? [] : [look('install', `Guild Install asks for more permissions than three: ${where}.`)]
}

const commandsPath = ({ id }: Application) => `/applications/${id}/commands?with_localizations=true`

function checkCommands(ours: Commands, known: Heard | string): Finding {
  if (typeof known === 'string' || known.status !== 200)
    return look('commands', 'Discord did not tell them. Try again.')
  return differs(ours, known.body)
    ? look('commands', 'Discord has others than this version. The next start tells it ours, or: npm run register')
    : ok('commands', `Discord has all ${ours.length} of them as they are here.`)
}

const gatewayShape = z.object({ session_start_limit: z.object({ remaining: z.number() }) })

function checkGateway(heard: Heard | string): Finding {
  const { data } = gatewayShape.safeParse(typeof heard === 'string' ? undefined : heard.body)
  if (!data) return look('gateway', 'Discord did not tell about it. Try again.')
  const { remaining } = data.session_start_limit
  return remaining < fewStarts
    ? look('gateway', `Discord allows only ${remaining} more connections today. See in the log why it starts so often.`)
    : ok('gateway', `Discord allows ${remaining} more connections today.`)
}
