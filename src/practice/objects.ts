/** The objects of the practice server as Discord writes them: users, members, channels, the server, the application. */
import type { APIUser } from 'discord-api-types/v10'
import { IN_DM, MEMBER, SEND_MESSAGES, USER_INSTALL } from './permissions.ts'
import type { Person } from './protocol.ts'
import type { Room, World } from './world.ts'

export const userOf = ({ id, name }: Person): APIUser => ({
  id,
  username: name.toLowerCase(),
  discriminator: '0',
  global_name: name,
  avatar: null,
})

export const botUser = (world: World): APIUser => ({
  id: world.application.id,
  username: world.application.name,
  discriminator: '0001',
  global_name: null,
  avatar: null,
  bot: true,
})

export const memberOf = (person: Person) => ({
  user: userOf(person),
  nick: null,
  avatar: null,
  banner: null,
  roles: [],
  joined_at: '2024-01-01T00:00:00.000000+00:00',
  premium_since: null,
  deaf: false,
  mute: false,
  flags: 0,
  pending: false,
  communication_disabled_until: null,
  permissions: person.permissions,
})

/** The bot's permissions where an interaction happens, as `app_permissions` tells them. */
export function appPermissions(world: World, { channel }: Room): string {
  if (channel.kind === 'dm') return IN_DM.toString()
  if (!world.inServer) return USER_INSTALL.toString()
  return (channel.botMayPost ? MEMBER : MEMBER & ~SEND_MESSAGES).toString()
}

/** A channel as interactions and the channel endpoints carry it; for the bot a DM is named by its person. */
export function channelOf(world: World, { channel }: Room) {
  const person = channel.person === undefined ? undefined : world.people.get(channel.person)
  return person
    ? { id: channel.id, type: 1, flags: 0, last_message_id: null, recipients: [userOf(person)] }
    : {
        id: channel.id,
        type: 0,
        flags: 0,
        guild_id: world.guild.id,
        name: channel.name,
        nsfw: false,
        parent_id: null,
        permissions: MEMBER.toString(),
        position: 0,
        rate_limit_per_user: 0,
        topic: null,
        last_message_id: null,
        permission_overwrites: [],
      }
}

export const guildOf = (world: World) => ({ id: world.guild.id, locale: 'en-US', features: [] })

export function applicationOf(world: World) {
  const { id, name, description } = world.application
  return {
    id,
    name,
    description,
    icon: null,
    bot: botUser(world),
    bot_public: true,
    bot_require_code_grant: false,
    flags: 0,
    summary: '',
    verify_key: world.signing.verifyKey,
    team: null,
    owner: botUser(world),
    tags: [],
    approximate_guild_count: world.inServer ? 1 : 0,
    approximate_user_install_count: world.people.size,
    interactions_endpoint_url: world.endpoint?.interactions ?? null,
    redirect_uris: [],
    integration_types_config: { 0: {}, 1: {} },
  }
}
