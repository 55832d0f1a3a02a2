// The first file that loads, also on a Node that cannot read the others: so it is plain JavaScript and imports nothing.
const needed = 24
if (Number(process.versions.node.split('.')[0]) < needed) {
  process.stderr.write(
    `Undercurrent needs Node ${needed} or newer, and this is ${process.version}. In this folder, run: npm ci --include=dev` +
      ' (it brings that Node), and start again with npm. Or install it: https://nodejs.org\n',
  )
  process.exit(1)
}
try {
  require.resolve('zod')
} catch {
  process.stderr.write('The packages are missing. In this folder, run: npm ci\n')
  process.exit(1)
}
