import { isAppError, messageOf } from "@/lib/platform/errors";
import type { ProviderCall } from "../contract";
import { isProviderError, ProviderError } from "../provider-error";

/**
 * Runs a local model under the rules of the contract: the signal given to `run` fires when the caller gives up or the
 * call's total time is over, and whatever fails becomes a `ProviderError`.
 */
export async function asProviderCall<T>(
  { signal, timeouts }: Pick<ProviderCall<unknown>, "signal" | "timeouts">,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw cancelled(signal.reason);
  // By hand instead of `AbortSignal.any` and `.timeout`: those keep their timer until it fires, thousands a minute.
  const both = new AbortController();
  const cancel = () => both.abort(cancelled(signal.reason));
  const timer = setTimeout(() => both.abort(tooLate(timeouts.totalMs)), timeouts.totalMs);
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await run(both.signal);
  } catch (error) {
    throw asProviderError(error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", cancel);
  }
}

const cancelled = (cause: unknown) => new ProviderError("cancelled", "The caller gave up", { cause });
const tooLate = (totalMs: number) => new ProviderError("timeout", `No answer within ${totalMs} ms`, { stage: "total" });

function asProviderError(error: unknown): ProviderError {
  if (isProviderError(error)) return error;
  // A picture that cannot be read is the caller's to mend, and says so in words made for people.
  if (isAppError(error) && error.code === "invalid_input")
    return new ProviderError("invalid_request", error.message, { cause: error });
  const kind = isAppError(error) && error.code === "unavailable" ? "overloaded" : "server_error";
  return new ProviderError(kind, `The local model failed: ${messageOf(error)}`, { cause: error });
}
