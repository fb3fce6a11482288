import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)) };
/** Loading the product takes longer than most files' tests: a worker does it once. What a file starts, it stops. */
const isolate = false;
const ignored = ["node_modules/**", ".next/**", "dist/**", "e2e/**", "data/**"];

/**
 * `unit` needs nothing but this process; `integration` opens databases, ports and threads.
 * A file says which it is by its name: `x.test.ts` or `x.integration.test.ts`.
 */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          isolate,
          sequence: { groupOrder: 0 },
          include: ["**/*.test.{ts,tsx}"],
          exclude: ["**/*.integration.test.ts", ...ignored],
          // A busy machine must not decide a test.
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          isolate,
          sequence: { groupOrder: 1 },
          include: ["**/*.integration.test.ts"],
          exclude: ignored,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
