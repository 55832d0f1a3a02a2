/**
 * The cryptography, as pure functions: wrapping keys, sealing documents, naming rows. AES-256-GCM and HMAC-SHA-256 throughout.
 *
 * Keys are `KeyObject`s: as bare bytes, Node takes four times as long for each use.
 */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'

const cipher = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

/** Bytes of every key. */
export const keyLength = 32

/** The first byte of a sealed document, for the day when there is a second form. */
const form = 1

/** Documents are filled up to a multiple of this many bytes, so that their size tells little. */
const block = 256

/** Random bytes that are drawn in one go, each given out once: a draw of its own for every nonce takes as long as the cipher. */
let drawn = Buffer.alloc(0)

function newNonce(): Buffer {
  if (drawn.length < nonceLength) drawn = randomBytes(nonceLength * 256)
  const nonce = drawn.subarray(0, nonceLength)
  drawn = drawn.subarray(nonceLength)
  return nonce
}

function encrypt(key: KeyObject, plain: Uint8Array, bound: string): Buffer {
  const nonce = newNonce()
  const encrypting = createCipheriv(cipher, key, nonce, { authTagLength: tagLength }).setAAD(Buffer.from(bound))
  return Buffer.concat([nonce, encrypting.update(plain), encrypting.final(), encrypting.getAuthTag()])
}

function decrypt(key: KeyObject, bytes: Uint8Array, bound: string): Buffer | undefined {
  if (bytes.length < nonceLength + tagLength) return undefined
  const nonce = bytes.subarray(0, nonceLength)
  const decrypting = createDecipheriv(cipher, key, nonce, { authTagLength: tagLength })
    .setAAD(Buffer.from(bound))
    .setAuthTag(bytes.subarray(-tagLength))
  try {
    return Buffer.concat([decrypting.update(bytes.subarray(nonceLength, -tagLength)), decrypting.final()])
  } catch {
    return undefined
  }
}

export const asKey = (bytes: Uint8Array): KeyObject => createSecretKey(bytes)

export const newKey = (): KeyObject => asKey(randomBytes(keyLength))

/** The key under the operator's key; it opens under the same name alone. */
export const wrap = (masterKey: KeyObject, key: KeyObject, name: string): Uint8Array =>
  encrypt(masterKey, key.export(), name)

export function unwrap(masterKey: KeyObject, wrapped: Uint8Array, name: string): KeyObject | undefined {
  const bytes = decrypt(masterKey, wrapped, name)
  return bytes && asKey(bytes)
}

const boundTo = (row: string, revision: number) => `${row} ${revision}`

/** A JSON value under the document's key; it opens as this revision of this row alone. */
export function seal(key: KeyObject, value: unknown, row: string, revision: number): Uint8Array {
  const json = Buffer.from(JSON.stringify(value ?? null))
  // Spaces, since JSON allows them at its end.
  const filled = Buffer.alloc(Math.ceil(json.length / block) * block, ' ')
  json.copy(filled)
  return Buffer.concat([Uint8Array.of(form), encrypt(key, filled, boundTo(row, revision))])
}

/** The value again; undefined if a single bit of anything is different. */
export function unseal(
  key: KeyObject,
  sealed: Uint8Array,
  row: string,
  revision: number,
): { value: unknown } | undefined {
  if (sealed[0] !== form) return undefined
  const json = decrypt(key, sealed.subarray(1), boundTo(row, revision))
  return json && { value: JSON.parse(json.toString()) }
}

/** A name that tells nothing without the index key: 43 characters of base64url. */
export const pseudonym = (indexKey: KeyObject, ...parts: readonly [kind: string, ...of: string[]]): string =>
  createHmac('sha256', indexKey).update(parts.join(':')).digest('base64url')

export const sameBytes = (a: Uint8Array | undefined, b: Uint8Array): boolean =>
  a !== undefined && Buffer.compare(a, b) === 0
