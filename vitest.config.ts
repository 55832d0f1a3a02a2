import { defineConfig } from 'vitest/config'

// Generous limits: a small machine under load is slow, and no test here is about time.
export default defineConfig({ test: { include: ['tests/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 } })
