/** Discord's signature on what it sends over HTTP: Ed25519 over the timestamp and the untouched body. */
import { createPublicKey, verify } from 'node:crypto'

/** How old or how far ahead a timestamp may be, in seconds: what was caught on the way is of no use for long. */
const tolerance = 5 * 60

/**
 * Makes the check for one application.
 * @param publicKey 64 hexadecimal digits, from the developer portal or `verify_key` of the application
 * @throws if that is not a key
 * @see https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
 */
export function makeSignatureCheck(publicKey: string) {
  if (!/^[\da-f]{64}$/i.test(publicKey)) throw new Error('the public key must be 64 hexadecimal digits')
  const x = Buffer.from(publicKey, 'hex').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  /**
   * Whether Discord has sent this, and lately.
   * @param now in milliseconds since 1970
   */
  return (signature: unknown, timestamp: unknown, body: Uint8Array, now: number): boolean => {
    if (typeof signature !== 'string' || !/^[\da-f]{128}$/i.test(signature)) return false
    if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return false
    if (Math.abs(now / 1000 - Number(timestamp)) > tolerance) return false
    return verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'))
  }
}
