import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DetectInput, Detection } from "./schemas";

/** What a message is about and how its writer feels. No model of a provider is asked, and nothing is stored. */
export async function detectMessage(ctx: Ctx, { message }: DetectInput): Promise<Detection> {
  requireScope(ctx, "read");
  return ctx.runtime.detector.detect(ctx.organizationId, message, ctx.signal);
}
