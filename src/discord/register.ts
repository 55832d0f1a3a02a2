/** What Discord is told about our commands, and whether it knows that already. */
import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  type LocalizationMap,
  PermissionFlagsBits,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import type { Command, Option } from '../core/command.ts'
import { type Library, shelf, words } from '../core/library.ts'
import { cutPlain, line, visible } from './cut.ts'
import { limits } from './limits.ts'

/**
 * The body of `PUT /applications/{id}/commands`, which replaces every command.
 * Descriptions are the words `commands.<name>.description` and `commands.<name>.options.<option>`: English is the base,
 * every other language that has them is sent for the Discord locales that it serves.
 * @throws if English lacks one of them.
 * @see https://docs.discord.com/developers/interactions/application-commands#create-global-application-command
 */
export function registration(
  commands: ReadonlyMap<string, Command>,
  library: Library,
): RESTPutAPIApplicationCommandsJSONBody {
  return [...commands].map(([name, { options, manages }]) => ({
    type: ApplicationCommandType.ChatInput,
    name,
    ...described(library, `commands.${name}.description`),
    options: Object.entries(options)
      .sort(([, a], [, b]) => Number(b.required ?? false) - Number(a.required ?? false))
      .map(([key, given]) => option(key, given, described(library, `commands.${name}.options.${key}`))),
    ...(manages ? forManagers : forEverybody),
  }))
}

const forEverybody = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
}

/** Where somebody has only installed the bot for themselves, there is no server of ours to manage. */
const forManagers = {
  default_member_permissions: `${PermissionFlagsBits.ManageGuild}`,
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
}

interface Described {
  readonly description: string
  readonly description_localizations?: LocalizationMap
}

function described(library: Library, key: string): Described {
  const description = fit(words(shelf(library, 'en'), key))
  const others = Object.values(Locale).flatMap((locale) => {
    const text = fit(shelf(library, locale).words[key] ?? '')
    // Discord forgets a translation that equals the base, and the commands would seem changed at every start.
    return visible(text) && text !== description ? [[locale, text] as const] : []
  })
  return others.length > 0 ? { description, description_localizations: Object.fromEntries(others) } : { description }
}

const fit = (text: string) => cutPlain(line(text), limits.description)

function option(
  name: string,
  { type, required, suggest, most }: Option,
  words: Described,
): APIApplicationCommandBasicOption {
  const common = { name, ...words, ...(required && { required }) }
  switch (type) {
    case 'string': {
      const longest = most === undefined ? {} : { max_length: Math.min(Math.max(most, 1), limits.optionText) }
      const string = { type: ApplicationCommandOptionType.String, ...common, ...longest } as const
      return suggest ? { ...string, autocomplete: true } : string
    }
    case 'integer': {
      const integer = { type: ApplicationCommandOptionType.Integer, ...common } as const
      return suggest ? { ...integer, autocomplete: true } : integer
    }
    case 'boolean':
      return { type: ApplicationCommandOptionType.Boolean, ...common }
  }
}

/**
 * Whether Discord's commands are other than ours, so that they must be sent again.
 * Ask Discord `with_localizations=true`: otherwise it leaves the translations out.
 * @param theirs what `GET /applications/{id}/commands` gave
 */
export function differs(ours: RESTPutAPIApplicationCommandsJSONBody, theirs: unknown): boolean {
  return !Array.isArray(theirs) || essence(ours) !== essence(theirs)
}

/** One text for one set of commands, whatever their order. */
const essence = (commands: readonly unknown[]): string =>
  JSON.stringify(commands.map((one) => JSON.stringify(settled(one))).sort())

/** What a value is where Discord leaves it out; it may also send it, or null, or an empty list or object. */
const defaults: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['type', ApplicationCommandType.ChatInput],
  ['nsfw', false],
  ['required', false],
  ['autocomplete', false],
])

/** What a registration decides. The rest (ids, versions, deprecated fields) is Discord's own. */
const decided = new Set([
  ...['type', 'name', 'name_localizations', 'description', 'description_localizations', 'options', 'contexts'],
  ...['integration_types', 'nsfw', 'default_member_permissions', 'required', 'autocomplete', 'choices', 'value'],
  ...['min_length', 'max_length', 'min_value', 'max_value', 'channel_types'],
])

/** A command, option or choice without what says nothing, its keys in one order. */
function settled(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => settled(item))
    // The order of contexts and of kinds of installation says nothing; that of options is the order on the screen.
    return key === 'contexts' || key === 'integration_types' ? items.sort() : items
  }
  if (typeof value !== 'object' || value === null) return value
  const anyKey = key.endsWith('_localizations')
  return Object.entries(value)
    .filter(([name, part]) => (anyKey || decided.has(name)) && !saysNothing(name, part))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => [name, settled(part, name)])
}

function saysNothing(name: string, value: unknown): boolean {
  if (value === null || value === undefined || value === defaults.get(name)) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
