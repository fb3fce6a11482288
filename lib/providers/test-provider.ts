import type { Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { endpointOf } from "@/lib/registry";
import type { ProviderKind } from "@/lib/registry/schemas";
import type { CallTimeouts, ProviderAdapter } from "./contract";
import { isProviderError } from "./provider-error";

/** A person waits for the result, so it gives up sooner than a call that produces text. */
const TIMEOUTS: CallTimeouts = { connectMs: 5_000, headersMs: 10_000, idleMs: 10_000, totalMs: 15_000 };

/**
 * Asks a provider, also a disabled one, for its models with the stored key. Resolves with the names of the models that
 * the account sees. Throws `upstream_failed` with the provider's own words when it refuses or does not answer.
 */
export async function testProvider(
  ctx: Ctx,
  id: string,
  adapters: Record<ProviderKind, Pick<ProviderAdapter, "testConnection">>,
): Promise<{ models: string[]; latencyMs: number }> {
  const { endpoint, kind } = await endpointOf(ctx, id);
  const signal = ctx.signal ?? new AbortController().signal;
  try {
    return await adapters[kind].testConnection({ endpoint, timeouts: TIMEOUTS, signal });
  } catch (error) {
    if (!isProviderError(error)) throw error;
    throw new AppError("upstream_failed", `The connection does not work: ${error.message}`, {
      details: { kind: error.kind, status: error.status ?? null },
      cause: error,
    });
  }
}
