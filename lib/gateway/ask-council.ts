import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { Council, type Configuration } from "@/lib/registry/schemas";
import { recommendNow, taskStateOf } from "@/lib/routing";
import { callerOf } from "./caller";
import { completeChat } from "./complete-chat";
import { chatInputOf, runResultOf, upstreamErrors } from "./run-task";
import type { CouncilInput, CouncilResult } from "./schemas";

/** Members when neither the request nor the task names any. */
const USUAL_MEMBERS = 3;

/**
 * Asks several models at once and gives one answer with everyone's. What the request leaves out is the task's council;
 * without one, the three models with the highest expected quality. Throws `invalid_input` when fewer than two can
 * serve the task.
 */
export async function askCouncil(ctx: Ctx, input: CouncilInput): Promise<CouncilResult> {
  requireScope(ctx, "run");
  const { members, method, quorum, graceMs, synthesizer, ...run } = input;
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const { configuration } = taskStateOf(snapshot, run.task);
  const stated = Object.fromEntries(
    Object.entries({ members, method, quorum, graceMs, synthesizer }).filter(([, value]) => value !== undefined),
  );
  const unknown = [...(members ?? []), ...(synthesizer ? [synthesizer] : [])].find(
    (slug) => !snapshot.models.has(slug),
  );
  if (unknown !== undefined) throw invalidInput(`There is no model \`${unknown}\``, { field: "members" });
  const council = configuration.council
    ? { ...configuration.council, ...stated }
    : { members: await bestModels(ctx, run.task), ...stated };
  // Everyone's answers are wanted, so none from the cache.
  const cache = { ...configuration.cache, mode: "off" as const };
  const tried: Configuration = {
    ...configuration,
    cache,
    cascade: null,
    agreement: null,
    council: councilFrom(council),
  };
  const chat = await upstreamErrors(() =>
    completeChat({ ...callerOf(ctx), configuration: tried }, chatInputOf({ ...run, stream: false }), performance.now()),
  );
  // The plan holds a council, so its report is there.
  return { ...runResultOf(chat), council: chat.council! };
}

function councilFrom(council: unknown): Council {
  const parsed = Council.safeParse(council);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidInput(`\`${issue!.path.join(".")}\` ${issue!.message}`, { field: issue!.path.join(".") });
}

async function bestModels(ctx: Ctx, task: string): Promise<string[]> {
  const { candidates } = await recommendNow(ctx, { task, strategy: "best_quality" });
  const eligible = candidates.filter(({ excluded }) => excluded === undefined).map(({ model }) => model);
  if (eligible.length >= 2) return eligible.slice(0, USUAL_MEMBERS);
  throw invalidInput(`A council needs two models, and ${eligible.length} can serve the task ${task} now`, {
    field: "members",
  });
}
