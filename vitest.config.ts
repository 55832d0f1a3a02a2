import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Two files at a time on two cores as well: most tests wait for processes, and vitest would keep a core for itself.
const maxWorkers = Math.max(2, availableParallelism() - 1)

// Generous limits: a small machine under load is slow, and no test here is about time.
export default defineConfig({
  test: { include: ['tests/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000, maxWorkers },
})
