type Boot = { resolve: () => void; reject: (error: unknown) => void };

/** Next calls this once in every server process, before the first request, and never during the build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const waiting = (globalThis as { [key: symbol]: unknown })[Symbol.for("ai-gym.boot")] as Boot | undefined;
    try {
      const { boot } = await import("./lib/runtime/boot");
      await boot();
      waiting?.resolve();
    } catch (error) {
      if (waiting) return waiting.reject(error);
      // Plain `next start` would go on and answer 500 for ever.
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    }
  }
}
