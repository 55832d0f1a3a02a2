/**
 * What Discord refuses although the shape is right: one row for each rule, with the docs page it was read from.
 *
 * The limits here are written from Discord's documentation and never taken from the bot, so that a mistake on one
 * side shows on the other. Lengths count UTF-16 units, which is never more lenient than Discord's own count.
 * Where Discord's name for a fault is not documented, the nearest documented kind is used.
 */
import { EMPTY, type ErrorTree, type Fault, treeOf } from './errors.ts'
import { isRecord, type Json, list, number, record, text } from './json.ts'
import { type Shape, shapeFaults } from './shape.ts'

export interface Rule<Subject> {
  id: string
  /** The page under https://docs.discord.com/developers that states it. */
  page: string
  faults(subject: Subject): Fault[]
}

/** `create`: a channel message; `callback`: the answer to an interaction or a follow-up; `edit`: any change to a message. */
export type MessageKind = 'callback' | 'edit' | 'create'

/** What an edited message already holds. */
export interface Existing {
  flags: number
  content: string
  embeds: readonly unknown[]
  components: readonly unknown[]
  attachments: readonly { id: string; filename: string }[]
}

export interface MessageContext {
  kind: MessageKind
  /** Names of the files sent along, in order. */
  files?: readonly string[]
  /** The message that is edited; without it an edit is judged on its own, as of a message that holds something else. */
  existing?: Existing
}

/**
 * Everything that Discord would refuse in a message, as its error tree; `undefined` when it would take it.
 *
 * @param body the message itself: for an interaction's answer its `data`
 */
export const checkMessage = (body: unknown, context: MessageContext): ErrorTree | undefined =>
  treeOf(messageFaults(body, context))

/** The same for a modal: the `data` of a callback of type 9. */
export const checkModal = (body: unknown): ErrorTree | undefined => treeOf(modalFaults(body))

/** The same for the whole list of an application's commands. */
export const checkCommands = (body: unknown): ErrorTree | undefined => treeOf(commandsFaults(body))

/** The same for suggestions: the `data` of a callback of type 8. `type` is that of the option, 3 (text) by default. */
export const checkChoices = (body: unknown, type: 3 | 4 | 10 = 3): ErrorTree | undefined =>
  treeOf(choicesFaults(body, type))

export function messageFaults(body: unknown, context: MessageContext): Fault[] {
  const wrong = shapeFaults(context.kind, body)
  return wrong.length > 0 ? wrong : apply(messageRules, messageSubject(record(body), context))
}

export function modalFaults(body: unknown): Fault[] {
  const wrong = shapeFaults('modal', body)
  if (wrong.length > 0) return wrong
  const placed = place(list(record(body).components), ['components'])
  return apply(modalRules, { items: list(record(body).components), placed })
}

export function commandsFaults(body: unknown): Fault[] {
  if (!Array.isArray(body))
    return [{ at: [], code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' }]
  const wrong = body.flatMap((one, index) => under(index, shapeFaults('command', one)))
  if (wrong.length > 0) return wrong
  const commands = body.map(record)
  return [
    ...apply(commandListRules, commands),
    ...commands.flatMap((one, index) => under(index, apply(commandRules, commandSubject(one)))),
  ]
}

/** The rules of one command; `shape` is `commandEdit` for a PATCH. */
export function commandFaults(body: unknown, shape: Shape = 'command'): Fault[] {
  const wrong = shapeFaults(shape, body)
  return wrong.length > 0 ? wrong : apply(commandRules, commandSubject(record(body)))
}

export function choicesFaults(body: unknown, type: 3 | 4 | 10): Fault[] {
  const shape = ({ 3: 'stringChoices', 4: 'integerChoices', 10: 'numberChoices' } as const)[type]
  const wrong = shapeFaults(shape, body)
  return wrong.length > 0 ? wrong : apply(choiceRules, list(record(body).choices).map(record))
}

const apply = <Subject>(rules: readonly Rule<Subject>[], subject: Subject): Fault[] =>
  rules.flatMap((rule) => rule.faults(subject))

const under = (step: string | number, faults: readonly Fault[]): Fault[] =>
  faults.map((fault) => ({ ...fault, at: [step, ...fault.at] }))

/** A component and where it lies. */
interface Placed {
  node: Json
  at: Fault['at']
}

/** All components, outer before inner. */
function place(components: readonly unknown[], at: Fault['at']): Placed[] {
  return components.filter(isRecord).flatMap((node, index) => placeOne(node, [...at, index]))
}

function placeOne(node: Json, at: Fault['at']): Placed[] {
  const placed: Placed[] = [{ node, at }, ...place(list(node.components), [...at, 'components'])]
  for (const part of ['accessory', 'component']) {
    const inner = node[part]
    if (isRecord(inner)) placed.push(...placeOne(inner, [...at, part]))
  }
  return placed
}

export const SUPPRESS_EMBEDS = 1 << 2
export const EPHEMERAL = 1 << 6
export const LOADING = 1 << 7
export const SUPPRESS_NOTIFICATIONS = 1 << 12
export const COMPONENTS_V2 = 1 << 15

const selects = [3, 5, 6, 7, 8]

interface MessageSubject {
  kind: MessageKind
  body: Json
  flags: number
  /** Whether the message is one of Components V2 when this is through. */
  v2: boolean
  /** What the message holds when this is through. */
  after: { content: string; embeds: readonly unknown[]; components: readonly unknown[]; files: number; other: boolean }
  /** The components of this body, not those that an edit leaves alone. */
  placed: Placed[]
  /** Names that `attachment://` may use. */
  names: Set<string>
  files: readonly string[]
  existing: Existing | undefined
}

function messageSubject(body: Json, { kind, files = [], existing }: MessageContext): MessageSubject {
  const before = kind === 'edit' ? existing : undefined
  const kept = before?.attachments.filter(({ id }) => keeps(body, id)) ?? []
  const flags = number(body.flags)
  const given = (key: string, old: unknown) => (body[key] === undefined ? old : body[key])
  return {
    kind,
    body,
    flags,
    v2: ((flags | (before?.flags ?? 0)) & COMPONENTS_V2) !== 0,
    after: {
      content: text(given('content', before?.content)),
      embeds: list(given('embeds', before?.embeds)),
      components: list(given('components', before?.components)),
      files: files.length + kept.length,
      other:
        (kind === 'edit' && !existing) ||
        isRecord(body.poll) ||
        list(body.sticker_ids).length > 0 ||
        number(record(body.message_reference).type) === 1,
    },
    placed: place(list(body.components), ['components']),
    names: new Set([...files, ...kept.map(({ filename }) => filename)]),
    files,
    existing: before,
  }
}

/** Whether an edit leaves this attachment on the message: one that does not speak of attachments leaves all. */
export const keeps = (body: Json, id: string): boolean =>
  !Array.isArray(body.attachments) || body.attachments.some((one) => String(record(one).id) === id)

const tooLong = (most: number) => ({ code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${most} or fewer in length.` })
const required = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }

export const messageRules: readonly Rule<MessageSubject>[] = [
  {
    id: 'content-2000',
    page: 'resources/message#create-message',
    faults: ({ body }) => (text(body.content).length > 2000 ? [{ at: ['content'], ...tooLong(2000) }] : []),
  },
  {
    id: 'not-empty',
    page: 'resources/message#create-message',
    faults: ({ after }) =>
      after.content.trim() || after.embeds.length || after.components.length || after.files || after.other
        ? []
        : [{ at: [], code: EMPTY, message: 'Cannot send an empty message' }],
  },
  {
    id: 'no-ephemeral-flag',
    page: 'resources/message#create-message',
    faults: ({ kind, flags }) =>
      kind === 'create' && flags & EPHEMERAL
        ? [{ at: ['flags'], code: 'BASE_TYPE_CHOICES', message: 'Only the answer to an interaction can be ephemeral.' }]
        : [],
  },
  {
    id: 'text-4000',
    page: 'components/reference#text-display',
    faults: ({ placed }) => {
      const total = placed.reduce((sum, { node }) => sum + (node.type === 10 ? text(node.content).length : 0), 0)
      if (total <= 4000) return []
      const message = `The total displayable text size of ${total} exceeds the maximum of 4000.`
      return [{ at: ['components'], code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message }]
    },
  },
  {
    id: 'components-40',
    page: 'components/reference#legacy-message-component-behavior',
    faults: ({ placed }) => (placed.length > 40 ? [{ at: ['components'], ...tooLong(40) }] : []),
  },
  {
    id: 'rows-5',
    page: 'components/reference#legacy-message-component-behavior',
    faults: ({ v2, body }) => (!v2 && list(body.components).length > 5 ? [{ at: ['components'], ...tooLong(5) }] : []),
  },
  {
    id: 'v2-needs-flag',
    page: 'components/reference#component-object-component-types',
    faults: ({ v2, body }) =>
      v2
        ? []
        : list(body.components).flatMap((one, index) =>
            record(one).type === 1
              ? []
              : [
                  {
                    at: ['components', index, 'type'],
                    code: 'UNION_TYPE_CHOICES',
                    message: 'Value of field "type" must be one of (1,).',
                  },
                ],
          ),
  },
  {
    id: 'v2-no-legacy-fields',
    page: 'resources/message#message-object-message-flags',
    faults: ({ v2, after, body }) => {
      if (!v2) return []
      const used = [
        ...(after.content ? ['content'] : []),
        ...(after.embeds.length ? ['embeds'] : []),
        ...(isRecord(body.poll) ? ['poll'] : []),
        ...(list(body.sticker_ids).length ? ['sticker_ids'] : []),
        ...(isRecord(body.shared_client_theme) ? ['shared_client_theme'] : []),
      ]
      return used.map((field) => ({
        at: [field],
        code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      }))
    },
  },
  {
    id: 'custom-id-unique',
    page: 'components/reference#anatomy-of-a-component-custom-id',
    faults: ({ placed }) => duplicateIds(placed),
  },
  {
    id: 'id-unique',
    page: 'components/reference#anatomy-of-a-component',
    faults: ({ placed }) =>
      repeated(
        placed.filter(({ node }) => number(node.id) > 0),
        ({ node }) => number(node.id),
      ).map(({ at }) => ({
        at: [...at, 'id'],
        code: 'COMPONENT_ID_DUPLICATED',
        message: 'Component id cannot be duplicated',
      })),
  },
  {
    id: 'button-face',
    page: 'components/reference#button-button-structure',
    faults: ({ placed }) =>
      placed
        .filter(({ node }) => node.type === 2 && node.style !== 6 && !node.label && !node.emoji)
        .map(({ at }) => ({ at: [...at, 'label'], code: required.code, message: 'A label or emoji is required' })),
  },
  {
    id: 'button-action',
    page: 'components/reference#button-button-structure',
    faults: ({ placed }) => placed.filter(({ node }) => node.type === 2).flatMap(buttonFaults),
  },
  {
    id: 'select-alone',
    page: 'components/reference#action-row',
    faults: ({ placed }) =>
      placed.flatMap(({ node, at }) => {
        const inside = list(node.components).map(record)
        if (node.type !== 1 || inside.length < 2 || !inside.some(({ type }) => selects.includes(number(type))))
          return []
        return inside.slice(1).map((_, index) => ({
          at: [...at, 'components', index + 1],
          code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
          message: 'The specified component exceeds the maximum width',
        }))
      }),
  },
  {
    id: 'option-values-unique',
    page: 'components/reference#string-select-select-option-structure',
    faults: ({ placed }) => optionFaults(placed),
  },
  {
    id: 'select-range',
    page: 'components/reference#string-select-string-select-structure',
    faults: ({ placed }) => rangeFaults(placed),
  },
  {
    id: 'file-attached',
    page: 'reference#uploading-files',
    faults: ({ placed, body, names }) =>
      [...placed.flatMap(mediaUrls), ...list(body.embeds).flatMap(embedUrls)]
        .filter(({ url }) => url.startsWith('attachment://') && !names.has(url.slice('attachment://'.length)))
        .map(({ at, url }) => ({
          at,
          code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
          message: `The referenced attachment '${url}' was not found`,
        })),
  },
  {
    id: 'file-is-attachment',
    page: 'components/reference#file',
    faults: ({ placed }) =>
      placed
        .filter(({ node }) => node.type === 13 && !text(record(node.file).url).startsWith('attachment://'))
        .map(({ at }) => ({
          at: [...at, 'file', 'url'],
          code: 'URL_TYPE_INVALID_SCHEME',
          message: "Scheme must be one of ('attachment').",
        })),
  },
  {
    id: 'media-scheme',
    page: 'components/reference#unfurled-media-item',
    faults: ({ placed }) =>
      placed
        .filter(({ node }) => node.type !== 13)
        .flatMap(mediaUrls)
        .filter(({ url }) => !/^(https?|attachment):\/\//.test(url))
        .map(({ at }) => ({
          at,
          code: 'URL_TYPE_INVALID_SCHEME',
          message: "Scheme must be one of ('http', 'https', 'attachment').",
        })),
  },
  {
    id: 'attachment-known',
    page: 'resources/message#edit-message',
    faults: ({ body, files, existing }) =>
      list(body.attachments).flatMap((one, index) => {
        const id = String(record(one).id)
        const known = files[Number(id)] !== undefined || existing?.attachments.some((kept) => kept.id === id)
        return known
          ? []
          : [{ at: ['attachments', index], code: 'ATTACHMENT_NOT_FOUND', message: 'Attachment data not found' }]
      }),
  },
  {
    id: 'files-10',
    page: 'resources/message#create-message',
    faults: ({ after }) => (after.files > 10 ? [{ at: ['attachments'], ...tooLong(10) }] : []),
  },
  {
    id: 'embeds-6000',
    page: 'resources/message#embed-object-embed-limits',
    faults: ({ body }) =>
      list(body.embeds).reduce<number>((sum, embed) => sum + embedLength(record(embed)), 0) > 6000
        ? [{ at: ['embeds'], code: 'MAX_EMBED_SIZE_EXCEEDED', message: 'Embed size exceeds maximum size of 6000' }]
        : [],
  },
  {
    id: 'mentions-exclusive',
    page: 'resources/message#allowed-mentions-object',
    faults: ({ body }) => {
      const mentions = record(body.allowed_mentions)
      return ['users', 'roles']
        .filter((field) => list(mentions.parse).includes(field) && list(mentions[field]).length > 0)
        .map((field) => ({
          at: ['allowed_mentions'],
          code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
          message: `parse:["${field}"] and ${field}: [ids...] are mutually exclusive.`,
        }))
    },
  },
  {
    id: 'nonce-to-enforce',
    page: 'resources/message#create-message',
    faults: ({ kind, body }) =>
      kind === 'create' && body.enforce_nonce === true && (body.nonce === undefined || body.nonce === null)
        ? [{ at: ['nonce'], ...required }]
        : [],
  },
]

function buttonFaults({ node, at }: Placed): Fault[] {
  const fault = (field: string, code: string, message: string): Fault => ({ at: [...at, field], code, message })
  if (node.style === 6) {
    return node.sku_id ? [] : [fault('sku_id', required.code, required.message)]
  }
  if (node.style === 5) {
    const scheme = /^(https?|discord):\/\//.test(text(node.url))
    return [
      ...(node.url ? [] : [fault('url', 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required')]),
      ...(node.url && !scheme
        ? [fault('url', 'URL_TYPE_INVALID_SCHEME', "Scheme must be one of ('http', 'https', 'discord').")]
        : []),
      ...(node.custom_id ? [fault('custom_id', exclusive, 'A custom id and url cannot both be specified')] : []),
    ]
  }
  return [
    ...(node.custom_id ? [] : [fault('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required')]),
    ...(node.url ? [fault('url', exclusive, 'A custom id and url cannot both be specified')] : []),
  ]
}

const exclusive = 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE'

/** The items whose key an earlier item has. */
function repeated<Item>(items: readonly Item[], key: (item: Item) => unknown): Item[] {
  const seen = new Set<unknown>()
  return items.filter((item) => {
    const known = seen.has(key(item))
    seen.add(key(item))
    return known
  })
}

const duplicateIds = (placed: readonly Placed[]): Fault[] =>
  repeated(
    placed.filter(({ node }) => text(node.custom_id) !== ''),
    ({ node }) => node.custom_id,
  ).map(({ at }) => ({
    at: [...at, 'custom_id'],
    code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
    message: 'Component custom id cannot be duplicated',
  }))

const optionFaults = (placed: readonly Placed[]): Fault[] =>
  placed.flatMap(({ node, at }) =>
    repeated(
      list(node.options).map((option, index) => ({ value: record(option).value, index })),
      ({ value }) => value,
    ).map(({ index }) => ({
      at: [...at, 'options', index],
      code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
      message: 'The specified option value is already used',
    })),
  )

/** `min_values` and `max_values` of menus and checkbox groups, against each other and against what can be chosen. */
const rangeFaults = (placed: readonly Placed[]): Fault[] =>
  placed
    .filter(({ node }) => [...selects, 19, 22].includes(number(node.type)))
    .flatMap(({ node, at }) => {
      const listed = Array.isArray(node.options) ? node.options : undefined
      const least = typeof node.min_values === 'number' ? node.min_values : 1
      // A checkbox group without `max_values` lets everything be chosen, a menu one option.
      const most = typeof node.max_values === 'number' ? node.max_values : node.type === 22 ? (listed?.length ?? 1) : 1
      const chosen = (listed ?? []).filter((option) => record(option).default === true).length
      const fault = (field: string, code: string, message: string): Fault => ({ at: [...at, field], code, message })
      return [
        ...(least > most
          ? [fault('min_values', 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${most}.`)]
          : []),
        ...(listed && most > listed.length
          ? [fault('max_values', 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${listed.length}.`)]
          : []),
        ...(chosen > most
          ? [
              fault(
                'options',
                'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
                'The specified number of default values exceeds the specified maximum values',
              ),
            ]
          : []),
      ]
    })

/** The addresses of what a component shows: thumbnail, gallery, file. */
function mediaUrls({ node, at }: Placed): { at: Fault['at']; url: string }[] {
  const of = (media: unknown, where: Fault['at']) => ({ at: [...at, ...where, 'url'], url: text(record(media).url) })
  if (node.type === 11) return [of(node.media, ['media'])]
  if (node.type === 12) return list(node.items).map((item, index) => of(record(item).media, ['items', index, 'media']))
  return node.type === 13 ? [of(node.file, ['file'])] : []
}

const embedUrls = (embed: unknown, index: number): { at: Fault['at']; url: string }[] =>
  ['image', 'thumbnail'].map((field) => ({
    at: ['embeds', index, field, 'url'],
    url: text(record(record(embed)[field]).url),
  }))

const embedLength = (embed: Json): number =>
  [embed.title, embed.description, record(embed.footer).text, record(embed.author).name]
    .concat(list(embed.fields).flatMap((field) => [record(field).name, record(field).value]))
    .reduce<number>((sum, part) => sum + text(part).length, 0)

interface ModalSubject {
  items: readonly unknown[]
  placed: Placed[]
}

export const modalRules: readonly Rule<ModalSubject>[] = [
  {
    id: 'modal-5',
    page: 'interactions/receiving-and-responding#interaction-response-object-modal',
    faults: ({ items }) =>
      items.length > 5
        ? [{ at: ['components'], code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 5 in length.' }]
        : [],
  },
  {
    id: 'modal-custom-id-unique',
    page: 'components/reference#anatomy-of-a-component-custom-id',
    faults: ({ placed }) => duplicateIds(placed),
  },
  {
    id: 'modal-option-values-unique',
    page: 'components/reference#string-select-select-option-structure',
    faults: ({ placed }) => optionFaults(placed),
  },
  {
    id: 'modal-range',
    page: 'components/reference#string-select-string-select-structure',
    faults: ({ placed }) => rangeFaults(placed),
  },
  {
    id: 'modal-required-minimum',
    page: 'components/reference#string-select-string-select-structure',
    faults: ({ placed }) =>
      placed
        .filter(({ node }) => node.min_values === 0 && node.required !== false)
        .map(({ at }) => ({
          at: [...at, 'min_values'],
          code: 'NUMBER_TYPE_MIN',
          message: 'int value should be greater than or equal to 1.',
        })),
  },
  {
    id: 'modal-nothing-disabled',
    page: 'components/reference#string-select-string-select-structure',
    faults: ({ placed }) =>
      placed
        .filter(({ node }) => node.disabled === true)
        .map(({ at }) => ({
          at: [...at, 'disabled'],
          code: 'COMPONENT_TYPE_INVALID',
          message: 'A component in a modal cannot be disabled',
        })),
  },
  {
    id: 'modal-row-label',
    page: 'components/reference#text-input-text-input-structure',
    faults: ({ items }) =>
      items
        .map(record)
        .flatMap(({ type, components }, row) =>
          type !== 1
            ? []
            : list(components).flatMap((input, index) =>
                text(record(input).label)
                  ? []
                  : [{ at: ['components', row, 'components', index, 'label'], ...required }],
              ),
        ),
  },
  {
    id: 'text-input-range',
    page: 'components/reference#text-input-text-input-structure',
    faults: ({ placed }) =>
      placed
        .filter(({ node }) => node.type === 4)
        .flatMap(({ node, at }) => {
          const most = typeof node.max_length === 'number' ? node.max_length : 4000
          return [
            ...(number(node.min_length) > most
              ? [
                  {
                    at: [...at, 'min_length'],
                    code: 'NUMBER_TYPE_MAX',
                    message: `int value should be less than or equal to ${most}.`,
                  },
                ]
              : []),
            ...(text(node.value).length > most ? [{ at: [...at, 'value'], ...tooLong(most) }] : []),
          ]
        }),
  },
  {
    id: 'radio-one-default',
    page: 'components/reference#radio-group',
    faults: ({ placed }) =>
      placed
        .filter(
          ({ node }) => node.type === 21 && list(node.options).filter((one) => record(one).default === true).length > 1,
        )
        .map(({ at }) => ({
          at: [...at, 'options'],
          code: 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
          message: 'The specified number of default values exceeds the specified maximum values',
        })),
  },
]

/** Discord's locales, https://docs.discord.com/developers/reference#locales */
export const locales: ReadonlySet<string> = new Set(
  `id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko ar he`.split(
    ' ',
  ),
)

const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

/** A command, subcommand or option, and where it lies. */
interface CommandSubject {
  command: Json
  /** Chat input is the default. */
  chatInput: boolean
  nodes: Placed[]
}

function commandSubject(command: Json): CommandSubject {
  const inside = (node: Json, at: Fault['at']): Placed[] => [
    { node, at },
    ...list(node.options)
      .map(record)
      .flatMap((option, index) => inside(option, [...at, 'options', index])),
  ]
  return { command, chatInput: number(command.type ?? 1) === 1, nodes: inside(command, []) }
}

const invalidName = { code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' }

export const commandRules: readonly Rule<CommandSubject>[] = [
  {
    id: 'command-name',
    page: 'interactions/application-commands#application-command-object-application-command-naming',
    faults: ({ chatInput, nodes }) =>
      !chatInput
        ? []
        : nodes.flatMap(({ node, at }) =>
            [{ where: ['name'], name: text(node.name) }, ...localised(node, 'name')]
              .filter(({ name }) => !namePattern.test(name) || name !== name.toLowerCase())
              .map(({ where }) => ({ at: [...at, ...where], ...invalidName })),
          ),
  },
  {
    id: 'command-description',
    page: 'interactions/application-commands#application-command-object-application-command-structure',
    faults: ({ command, chatInput }) =>
      chatInput === text(command.description).length > 0
        ? []
        : [
            {
              at: ['description'],
              ...(chatInput
                ? required
                : {
                    code: 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID',
                    message: 'Context menu commands cannot have description',
                  }),
            },
          ],
  },
  {
    id: 'known-locales',
    page: 'reference#locales',
    faults: ({ nodes }) =>
      nodes.flatMap(({ node, at }) =>
        ['name_localizations', 'description_localizations'].flatMap((field) =>
          Object.keys(record(node[field]))
            .filter((locale) => !locales.has(locale))
            .map((locale) => ({
              at: [...at, field],
              code: 'ENUM_TYPE_COERCE',
              message: `Value "${locale}" is not a valid enum value.`,
            })),
        ),
      ),
  },
  {
    id: 'required-first',
    page: 'interactions/application-commands#application-command-object-application-command-option-structure',
    faults: ({ nodes }) =>
      nodes.flatMap(({ node, at }) => {
        const options = list(node.options).map(record)
        const optional = options.findIndex(({ type, required: must }) => number(type) > 2 && must !== true)
        if (optional < 0) return []
        return options.flatMap((option, index) =>
          index > optional && option.required === true
            ? [
                {
                  at: [...at, 'options', index],
                  code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
                  message: 'Required options must be placed before non-required options',
                },
              ]
            : [],
        )
      }),
  },
  {
    id: 'option-names-unique',
    page: 'interactions/application-commands#application-command-object-application-command-option-structure',
    faults: ({ nodes }) =>
      nodes.flatMap(({ node, at }) =>
        repeated(
          list(node.options).map((option, index) => ({ name: record(option).name, index })),
          ({ name }) => name,
        ).map(({ index }) => ({
          at: [...at, 'options', index],
          code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
          message: 'Application command option names must be unique',
        })),
      ),
  },
  {
    id: 'option-choices',
    page: 'interactions/application-commands#application-command-object-application-command-option-choice-structure',
    faults: ({ nodes }) =>
      nodes.flatMap(({ node, at }) => {
        const choices = list(node.choices).map(record)
        const twice = (field: 'name' | 'value') =>
          repeated(
            choices.map((choice, index) => ({ key: choice[field], index })),
            ({ key }) => key,
          ).map(({ index }) => ({
            at: [...at, 'choices', index],
            code: `APPLICATION_COMMAND_OPTIONS_CHOICE_${field.toUpperCase()}_ALREADY_EXISTS`,
            message: `Application command option choice ${field}s must be unique`,
          }))
        const both = choices.length > 0 && node.autocomplete === true
        return [
          ...twice('name'),
          ...twice('value'),
          ...choices.flatMap(({ value }, index) =>
            text(value).length > 100 ? [{ at: [...at, 'choices', index, 'value'], ...tooLong(100) }] : [],
          ),
          ...(both
            ? [
                {
                  at: [...at, 'autocomplete'],
                  code: 'BASE_TYPE_CHOICES',
                  message: 'An option has choices or autocomplete, not both.',
                },
              ]
            : []),
        ]
      }),
  },
  {
    id: 'option-range',
    page: 'interactions/application-commands#application-command-object-application-command-option-structure',
    faults: ({ nodes }) =>
      nodes.flatMap(({ node, at }) =>
        (
          [
            ['min_value', 'max_value'],
            ['min_length', 'max_length'],
          ] as const
        )
          .filter(
            ([least, most]) =>
              typeof node[most] === 'number' &&
              number(node[least]) > number(node[most]) &&
              typeof node[least] === 'number',
          )
          .map(([least, most]) => ({
            at: [...at, least],
            code: 'NUMBER_TYPE_MAX',
            message: `int value should be less than or equal to ${number(node[most])}.`,
          })),
      ),
  },
  {
    id: 'subcommands-unmixed',
    page: 'interactions/application-commands#subcommands-and-subcommand-groups',
    faults: ({ nodes }) =>
      nodes.flatMap(({ node, at }) => {
        const options = list(node.options).map(record)
        const nested = options.filter(({ type }) => number(type) <= 2).length
        return nested > 0 && nested < options.length
          ? [
              {
                at: [...at, 'options'],
                code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
                message: 'Sub-command and sub-command group option types are mutually exclusive to all other types',
              },
            ]
          : []
      }),
  },
  {
    id: 'command-8000',
    page: 'interactions/application-commands#slash-commands',
    faults: ({ nodes }) =>
      nodes.reduce((sum, { node }) => sum + nodeLength(node), 0) > 8000
        ? [{ at: [], code: 'APPLICATION_COMMAND_TOO_LARGE', message: 'Command exceeds maximum size (8000)' }]
        : [],
  },
]

const localised = (node: Json, field: 'name' | 'description') =>
  Object.entries(record(node[`${field}_localizations`])).map(([locale, value]) => ({
    where: [`${field}_localizations`, locale],
    name: text(value),
  }))

const longest = (node: Json, field: 'name' | 'description'): number =>
  Math.max(text(node[field]).length, ...localised(node, field).map(({ name }) => name.length))

const nodeLength = (node: Json): number =>
  longest(node, 'name') +
  longest(node, 'description') +
  list(node.choices)
    .map(record)
    .reduce((sum, choice) => sum + longest(choice, 'name') + String(choice.value).length, 0)

export const commandListRules: readonly Rule<readonly Json[]>[] = [
  {
    id: 'commands-100',
    page: 'interactions/application-commands#registering-a-command',
    faults: (commands) =>
      (
        [
          [1, 100],
          [2, 15],
          [3, 15],
        ] as const
      ).flatMap(([type, most]) =>
        commands.filter((one) => number(one.type ?? 1) === type).length > most
          ? [
              {
                at: [],
                code: 'APPLICATION_COMMANDS_MAXIMUM_REACHED',
                message: `Maximum number of application commands reached (${most}).`,
              },
            ]
          : [],
      ),
  },
  {
    id: 'command-names-unique',
    page: 'interactions/application-commands#registering-a-command',
    faults: (commands) =>
      repeated(
        commands.map((one, index) => ({ key: `${number(one.type ?? 1)} ${text(one.name)}`, index })),
        ({ key }) => key,
      ).map(({ index }) => ({
        at: [index],
        code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
        message: 'Application command names must be unique',
      })),
  },
]

export const choiceRules: readonly Rule<readonly Json[]>[] = [
  {
    id: 'choice-value-100',
    page: 'interactions/application-commands#application-command-object-application-command-option-choice-structure',
    faults: (choices) =>
      choices.flatMap(({ value }, index) =>
        text(value).length > 100 ? [{ at: ['choices', index, 'value'], ...tooLong(100) }] : [],
      ),
  },
]
