/** The interactions that the benchmarks send: raw JSON as Discord sends it, and what the other bots answer with. */

export const applicationId = '100000000000000001'

/** `explain`: the command; `step`: a press on a step of a reflection; `kept`: a press that saves something. */
export type What = 'explain' | 'step' | 'kept'

/** Addresses of our own bot; the other bots take any. */
export const addresses = { step: 'reflect/under-it/start', kept: 'settings/quiet/on' }

const user = (n: number) => ({
  id: personId(n),
  username: `person${n}`,
  discriminator: '0',
  global_name: `Person ${n}`,
  avatar: null,
  public_flags: 0,
})

/** People who said yes to being kept, for the presses that save something. */
export const keepers = 2_000

/** Discord's id of the one at this place. */
export const personId = (n: number): string => String(500_000_000_000_000_000n + BigInt(n))

let turn = 0

/** One interaction as JSON text; people take turns, a million of them. */
export function interaction(id: string, what: What): string {
  turn = (turn + 1) % 1_000_000
  const who = user(what === 'kept' ? turn % keepers : turn)
  const common = {
    id,
    application_id: applicationId,
    token: `aW50ZXJhY3Rpb246${id}`.padEnd(180, 'x'),
    version: 1,
    locale: 'en-US',
    app_permissions: '2147483647',
    authorizing_integration_owners: { 0: '900000000000000000', 1: who.id },
    entitlements: [],
    attachment_size_limit: 10_485_760,
  }
  if (what === 'explain')
    return JSON.stringify({
      ...common,
      type: 2,
      context: 0,
      guild_id: '900000000000000000',
      guild_locale: 'en-US',
      guild: { id: '900000000000000000', locale: 'en-US', features: [] },
      channel_id: '600000000000000002',
      channel: {
        id: '600000000000000002',
        type: 0,
        name: 'general',
        guild_id: '900000000000000000',
        permissions: '2147483647',
      },
      member: {
        user: who,
        roles: [],
        premium_since: null,
        permissions: '2147483647',
        pending: false,
        nick: null,
        mute: false,
        joined_at: '2026-01-01T00:00:00.000Z',
        flags: 0,
        deaf: false,
        communication_disabled_until: null,
        avatar: null,
      },
      data: {
        id: '400000000000000001',
        name: 'explain',
        type: 1,
        options: [{ name: 'topic', type: 3, value: 'negative-reinforcement' }],
      },
    })
  return JSON.stringify({
    ...common,
    type: 3,
    context: 1,
    channel_id: '600000000000000003',
    channel: { id: '600000000000000003', type: 1, recipients: [who] },
    user: who,
    message: {
      id: '300000000000000001',
      channel_id: '600000000000000003',
      type: 0,
      flags: 32768,
      content: '',
      components: [],
      embeds: [],
      attachments: [],
      author: { id: applicationId, username: 'bench', discriminator: '0000', bot: true },
      timestamp: '2026-01-01T00:00:00.000Z',
      edited_timestamp: null,
      pinned: false,
      mentions: [],
      mention_roles: [],
      mention_everyone: false,
      tts: false,
    },
    data: { custom_id: addresses[what], component_type: 2, id: 3 },
  })
}
