/** Trouble with a store, in a shape of ours: what a driver says may quote what lies there, so none of it goes on. */

const sentences = {
  locked: 'Another process holds the database. Stop it, or wait until it has finished.',
  full: 'The disk of the database is full. Make room.',
  'read-only': 'The database may not be written. Make its folder writable for the user that runs the bot.',
  damaged: 'The database is damaged. Stop the bot and restore the last backup.',
  'not-ours':
    'The files of the database cannot be opened. See that all in DATA_DIR belongs to the bot’s user and may be written.',
  gone: 'The files of the database are gone. Put them back, or restore the last backup, and start the bot again.',
  'no-address':
    'DATABASE_URL is no address of a database. Write postgres://user:password@host/name, and in the password @ as %40, ' +
    '/ as %2F and # as %23.',
  'no-host': 'The host in DATABASE_URL is not found. Mend its name, or see to this machine’s DNS.',
  'no-server': 'No database server listens at the host and port in DATABASE_URL. Start it, or mend them.',
  'no-tls':
    'The database server does not speak TLS as DATABASE_URL asks for. Switch TLS on there, or take sslmode out.',
  'no-trust':
    'The certificate of the database server is not trusted. Name the file of its authority with sslrootcert in ' +
    'DATABASE_URL, and the host as the certificate does.',
  'no-file': 'A file that DATABASE_URL names cannot be read. Mend sslrootcert, sslcert or sslkey in it.',
  refused:
    'The database refuses the user or the password in DATABASE_URL. Mend them; in a password, write @ as %40, / as %2F ' +
    'and # as %23.',
  barred:
    'The database server lets in nobody who comes like this (see its pg_hba.conf). If it asks for TLS, add ' +
    'sslmode=verify-full to DATABASE_URL.',
  'no-database': 'The server has no database of the name in DATABASE_URL. Create it there, or mend the name.',
  forbidden: 'The database’s user may not do this. It needs the right to create tables in its own schema.',
  unreachable: 'The database cannot be reached. See that its folder or its server is there.',
  rekeyed: 'The master key was changed while this process ran. Start it again with the new one.',
} as const

/** The store is out of reach. The message is one sentence about what is wrong and one about what helps. */
export class StoreDown extends Error {
  override readonly name = 'StoreDown'
  readonly code: keyof typeof sentences

  constructor(code: keyof typeof sentences) {
    super(sentences[code])
    this.code = code
  }
}

type Code = StoreDown['code']

/** Result codes, primary but for one: https://sqlite.org/rescode.html */
const sqlite = new Map<number, Code>([
  [3, 'read-only'],
  [5, 'locked'],
  [6, 'locked'],
  [8, 'read-only'],
  [10, 'unreachable'],
  [13, 'full'],
  [14, 'not-ours'],
  // No room for the log's index.
  [4874, 'full'],
])

/** Classes and codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const postgres: readonly (readonly [start: string, code: Code])[] = [
  ['08', 'unreachable'],
  ['28', 'refused'],
  ['3D', 'no-database'],
  ['57', 'unreachable'],
  ['53100', 'full'],
  ['53', 'unreachable'],
  ['40', 'locked'],
  ['55P03', 'locked'],
  ['25006', 'read-only'],
  ['42501', 'forbidden'],
]

/** What Node and its TLS say of a connection that did not come about: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const network: readonly (readonly [code: RegExp, means: Code])[] = [
  [/^ERR_INVALID_URL$/, 'no-address'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'no-host'],
  [/^ECONNREFUSED$/, 'no-server'],
  [/CERT|^UNABLE_TO_|^HOSTNAME_MISMATCH$/, 'no-trust'],
  [/^(EPROTO|ERR_SSL_.*)$/, 'no-tls'],
]

/** The only sign by which pg tells these. */
const noTls = /^(The server does not support SSL connections|There was an error establishing an SSL connection)$/

const files = new Map<string, Code>([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'read-only'],
  ['EPERM', 'read-only'],
])

/** Errors of the language itself are bugs of ours and stay what they are. */
const isBug = (error: unknown) =>
  !(error instanceof Error) ||
  (!('code' in error) && ['TypeError', 'RangeError', 'ReferenceError'].includes(error.name))

/** What an error of `node:sqlite` or of the file system means. A bug is thrown on. */
export function sqliteTrouble(error: unknown): StoreDown {
  if (error instanceof StoreDown) return error
  if (isBug(error) || !(error instanceof Error)) throw error
  if ('errcode' in error && typeof error.errcode === 'number')
    return new StoreDown(sqlite.get(error.errcode) ?? sqlite.get(error.errcode & 0xff) ?? 'damaged')
  return new StoreDown(('code' in error && files.get(String(error.code))) || 'unreachable')
}

/** Does it; what goes wrong becomes a `StoreDown`. */
export function sqliteCalmly<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw sqliteTrouble(error)
  }
}

/** What an error of `pg` or of the network means. A bug is thrown on. */
export function postgresTrouble(error: unknown): StoreDown {
  if (error instanceof StoreDown) return error
  if (isBug(error) || !(error instanceof Error)) throw error
  const about: Readonly<Record<string, unknown>> = { ...error }
  const [code, isServers] = [String(about.code ?? ''), 'severity' in error]
  if (isServers && about.routine === 'ClientAuthentication') return new StoreDown('barred')
  if (isServers) return new StoreDown(postgres.find(([start]) => code.startsWith(start))?.[1] ?? 'damaged')
  // The socket of a server on this machine is a file, which is not there while the server is away.
  if (code === 'ENOENT' && about.syscall === 'connect') return new StoreDown('no-server')
  if (code === 'EISDIR' || about.syscall === 'open') return new StoreDown('no-file')
  if (error instanceof URIError) return new StoreDown('no-address')
  if (noTls.test(error.message)) return new StoreDown('no-tls')
  return new StoreDown(network.find(([sign]) => sign.test(code))?.[1] ?? 'unreachable')
}

/** Does it; what goes wrong becomes a `StoreDown`. */
export async function postgresCalmly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw postgresTrouble(error)
  }
}
