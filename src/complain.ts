/** Tells the operator in a sentence what keeps this process from its work, with exit status 1. */

/** Tells why it could not start, in a sentence, with exit status 1. */
export const refuse = (error: unknown): undefined => fail('Undercurrent could not start', error)

/** Tells why something failed, in a sentence that begins with these words, with exit status 1. */
export function fail(what: string, error: unknown): undefined {
  const isDiscords = error instanceof Error && 'status' in error
  return complain([`${what}: ${reason(error)}${isDiscords ? '. To see what is wrong, run: npm run doctor' : ''}`])
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'for an unknown reason'
  const { code, port, address, hostname, syscall } = {
    ...{ code: '', port: '', address: '', hostname: '', syscall: '' },
    ...error,
  }
  const ports = 'PORT or METRICS_PORT'
  if (code === 'ERR_SOCKET_BAD_PORT') return 'PORT must be a number from 0 to 65535'
  if (code === 'EADDRINUSE') return `another program has port ${port}; stop it, or set ${ports} to another`
  if (code === 'EACCES' && syscall === 'listen') return `this user may not open port ${port}; set ${ports} above 1023`
  // What Discord's name comes to is told by the transport, so this is one to listen at.
  if (code === 'EADDRNOTAVAIL' || syscall === 'getaddrinfo')
    return `${address || hostname} is no address of this machine; set HOST or METRICS_HOST to 127.0.0.1, or leave it out`
  if ('code' in error || error.name === 'Error') return error.message
  const [, place = ''] = error.stack?.split('\n') ?? []
  return `a fault in the program: ${error.message} (${place.trim()})`
}

/** Tells these faults, a line each, with exit status 1. */
export function complain(faults: readonly string[]): undefined {
  process.stderr.write(`${faults.join('\n')}\n`)
  process.exitCode = 1
}
