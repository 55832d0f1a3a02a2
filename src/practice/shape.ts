/**
 * The shape of a body: Discord's own published description, and fields that it does not know.
 *
 * The schemas come from `discord-api-spec`, which is made daily from https://github.com/discord/discord-api-spec.
 * What they cannot say stands in `rules.ts`.
 */
import * as spec from 'discord-api-spec/zod'
import type { Fault } from './errors.ts'
import { isRecord, type Json, list, record, remember } from './json.ts'

const schemas = {
  callback: spec.IncomingWebhookInteractionRequestSchema,
  edit: spec.IncomingWebhookUpdateRequestPartialSchema,
  create: spec.MessageCreateRequestSchema,
  modal: spec.ModalInteractionCallbackRequestDataSchema,
  command: spec.ApplicationCommandUpdateRequestSchema,
  commandEdit: spec.ApplicationCommandPatchRequestPartialSchema,
  stringChoices: spec.InteractionApplicationCommandAutocompleteCallbackStringDataSchema,
  integerChoices: spec.InteractionApplicationCommandAutocompleteCallbackIntegerDataSchema,
  numberChoices: spec.InteractionApplicationCommandAutocompleteCallbackNumberDataSchema,
  openDm: spec.CreatePrivateChannelRequestSchema,
}

export type Shape = keyof typeof schemas

/**
 * Fields that Discord takes although its description leaves them out, or that it drops in silence and that
 * ordinary libraries send all the same. Any other unknown field is refused: Discord would ignore it, and a
 * misspelt `emphemeral` would be found by the first reader instead of by a test.
 */
const tolerated = new Set([
  ...['nsfw', 'tts', 'nonce', 'enforce_nonce', 'message_reference', 'sticker_ids', 'poll', 'shared_client_theme'],
  ...['username', 'avatar_url', 'thread_name', 'applied_tags', 'animated'],
])

/** What the schema finds wrong with a body, and every field that it does not know. */
export function shapeFaults(shape: Shape, body: unknown): Fault[] {
  const given = settle(body)
  const key = `${shape} ${JSON.stringify(given)}`
  if (accepted.has(key)) return []
  const result = schemas[shape].safeParse(given, { reportInput: true })
  const faults = result.success ? unknownFields(given, result.data, []) : issueFaults(result.error.issues, [])
  if (faults.length === 0 && key.length < LONGEST_REMEMBERED) remember(accepted, key, true, BODIES_REMEMBERED)
  return faults
}

/** Bodies that passed: a schema takes a fifth of a millisecond for a full message, and under load most are alike. */
const accepted = new Map<string, true>()
const BODIES_REMEMBERED = 500
const LONGEST_REMEMBERED = 20_000

/** Discord takes snowflakes as numbers and permissions as strings; the description names only the other form. */
function settle(body: unknown): unknown {
  if (!isRecord(body)) return body
  const { attachments, default_member_permissions: permissions } = body
  const numbered = Array.isArray(attachments) && attachments.some((one) => typeof record(one).id === 'number')
  const worded = typeof permissions === 'string' && /^\d{1,20}$/.test(permissions)
  if (!numbered && !worded) return body
  return {
    ...body,
    ...(numbered && { attachments: attachments.map((one) => (isRecord(one) ? { ...one, id: String(one.id) } : one)) }),
    ...(worded && { default_member_permissions: Number(permissions) }),
  }
}

function unknownFields(given: unknown, parsed: unknown, at: Fault['at']): Fault[] {
  if (Array.isArray(given)) {
    const kept = list(parsed)
    return given.flatMap((item, index) => unknownFields(item, kept[index], [...at, index]))
  }
  if (!isRecord(given) || !isRecord(parsed)) return []
  const faults: Fault[] = []
  for (const key in given) {
    if (given[key] === undefined) continue
    if (key in parsed) faults.push(...unknownFields(given[key], parsed[key], [...at, key]))
    else if (!tolerated.has(key)) {
      faults.push({
        at: [...at, key],
        code: 'UNKNOWN_FIELD',
        message: 'Discord has no such field here. Is it misspelt?',
      })
    }
  }
  return faults
}

/** The parts of a Zod issue that are read here. */
interface Issue {
  readonly code: string
  readonly path: readonly PropertyKey[]
  readonly [part: string]: unknown
}

function issueFaults(issues: readonly unknown[], at: Fault['at']): Fault[] {
  return issues.filter(isIssue).flatMap((issue) => {
    const here = [...at, ...issue.path.filter((step) => typeof step !== 'symbol')]
    return issue.code === 'invalid_union' ? unionFaults(issue, here) : [{ at: here, ...complaint(issue) }]
  })
}

const isIssue = (value: unknown): value is Issue => isRecord(value) && Array.isArray(value.path)

/** Of a union only the branch that the body meant is worth hearing: the one whose `type` fits, else the nearest. */
function unionFaults(issue: Issue, at: Fault['at']): Fault[] {
  const branches = list(issue.errors).map((branch) => list(branch).filter(isIssue))
  const ofType = (branch: readonly Issue[]) => branch.find(({ path }) => path.length === 1 && path[0] === 'type')
  const meant = branches.filter((branch) => !ofType(branch)).sort((a, b) => a.length - b.length)[0]
  if (meant && (meant.length > 0 || branches.length === 0)) return issueFaults(meant, at)
  const choices = branches.flatMap((branch) => list(ofType(branch)?.values))
  const message = `Value of field "type" must be one of (${choices.join(', ')}).`
  return [{ at: [...at, 'type'], code: 'UNION_TYPE_CHOICES', message }]
}

const conversions: Json = {
  string: ['STRING_TYPE_CONVERT', 'Could not interpret value as string.'],
  number: ['NUMBER_TYPE_COERCE', 'Could not interpret value as number.'],
  int: ['NUMBER_TYPE_COERCE', 'Could not interpret value as int.'],
  boolean: ['BOOLEAN_TYPE_CONVERT', 'Must be either true or false.'],
  array: ['LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType'],
  object: ['MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType'],
  record: ['DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType'],
}

const required = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }

/** A Zod issue in Discord's words. */
function complaint(issue: Issue): Pick<Fault, 'code' | 'message'> {
  const measured = issue.origin === 'string' || issue.origin === 'array'
  switch (issue.code) {
    case 'too_big':
      return measured
        ? { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` }
        : { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` }
    case 'too_small':
      return measured
        ? { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` }
        : { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` }
    case 'invalid_value':
      if (issue.input === undefined) return required
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of (${list(issue.values).join(', ')}).` }
    case 'invalid_format':
      return issue.format === 'url'
        ? { code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }
        : { code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' }
    case 'invalid_type': {
      if (issue.input === undefined) return required
      const [code, message] = list(conversions[String(issue.expected)]).map(String)
      return { code: code ?? 'BASE_TYPE_INVALID', message: message ?? `Must be ${issue.expected}.` }
    }
    default:
      return { code: 'BASE_TYPE_INVALID', message: 'Invalid value.' }
  }
}
