import type { Ctx, Role } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";
import type { Runtime } from "@/lib/platform/runtime";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { createActivePrompts } from "./active-prompts";
import { createPrompt } from "./create-prompt";
import { requireKnownPrompt } from "./require-known-prompt";
import { CreatePromptInput } from "./schemas";

/** A runtime with registry and prompts, as one process has it. */
export function promptsRuntime(db: Database): Runtime {
  const base = registryRuntime(db);
  return {
    ...base,
    activePrompts: createActivePrompts(db, { log: base.log, pollMs: 20 }),
    configurationChecks: [requireKnownPrompt],
  };
}

export const promptsCtx = (runtime: Runtime, role?: Role): Promise<Ctx> => seededCtx(runtime, role);

/** A prompt `greet` with the variable `name`. */
export const addPrompt = (ctx: Ctx, input: object = {}) =>
  createPrompt(
    ctx,
    CreatePromptInput.parse({ slug: "greet", name: "Greet", template: "Greet {{name}} kindly.", ...input }),
  );
