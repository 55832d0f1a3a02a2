/** The benchmarks' tables, and the middle of what was measured. */

export const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

export const show = (value: number, digits = 2): string => (Number.isNaN(value) ? '' : value.toFixed(digits))

export const line = (...cells: readonly (string | number)[]): void =>
  void process.stdout.write(`| ${cells.join(' | ')} |\n`)

/** A table's name and its first two lines. */
export function head(name: string, first: string, ...columns: readonly string[]): void {
  process.stdout.write(`\n**${name}**\n\n`)
  line(first, ...columns)
  line('---', ...columns.map(() => '---:'))
}
