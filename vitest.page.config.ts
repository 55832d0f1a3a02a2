import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/page/**/*.e2e.ts'],
    testTimeout: 60_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
  },
})
