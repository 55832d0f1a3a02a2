/** Discord's permission bits, and who may use a command with them. https://docs.discord.com/developers/topics/permissions */
import type { APIApplicationCommand } from 'discord-api-types/v10'

const bit = (...positions: number[]): bigint => positions.reduce((sum, position) => sum | (1n << BigInt(position)), 0n)

const ADMINISTRATOR = bit(3)
export const MANAGE_GUILD = bit(5)
export const SEND_MESSAGES = bit(11)
/** View, send, embed, attach, read history, mention, external emoji, app commands, external apps, threads, polls. */
export const MEMBER = bit(6, 10, 14, 15, 16, 17, 18, 31, 38, 49, 50) | SEND_MESSAGES
/** Embed, attach, mention, and external emoji too in the bot's own DM. */
export const IN_DM = bit(14, 15, 17, 18)
/** What an app has where nothing was granted to it. The documentation does not say what a user install gets in a server. */
export const USER_INSTALL = bit(14, 15, 17, 49)

/** Whether a member with these permissions is offered the command in a server where nobody changed who may use it. */
export function mayUse({ default_member_permissions: needed }: APIApplicationCommand, permissions: string): boolean {
  if (needed === null) return true
  const has = BigInt(permissions)
  if ((has & ADMINISTRATOR) !== 0n) return true
  // "0" stands for nobody but administrators.
  return needed !== '0' && (has & BigInt(needed)) === BigInt(needed)
}
