import { readPromptRequests } from "@/lib/executions";
import { isAppError } from "@/lib/platform/errors";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { tasksUsingPrompt } from "@/lib/registry";
import { selectVersions, type VersionRow } from "./prompt-store";
import { parseTemplate, renderTemplate } from "./render-template";
import { findPrompt, findVersion } from "./require-prompt";
import type { PreviewRequestsQuery, RequestPreview, RequestsPreview, VariableValues } from "./schemas";

const DAYS = 30;
const DAY_MS = 24 * 3_600_000;
const KNOWN_VERSIONS = 200;
const IN_USE = "production";

/**
 * How a version would have said what was really asked lately: its text with the values of recorded requests, beside the
 * text of the version in use. Requests of the prompt come first, then those of tasks that use it, or of `task`.
 */
export async function previewRequests(
  ctx: Ctx,
  slug: string,
  { version, task, limit }: PreviewRequestsQuery,
): Promise<RequestsPreview> {
  requireScope(ctx, "read");
  const prompt = await findPrompt(ctx, slug);
  const wanted = await findVersion(ctx, prompt, { version });
  const known = await selectVersions(ctx.db, ctx.organizationId, slug, KNOWN_VERSIONS);
  const inUse = known.find((one) => one.version === prompt.labels[IN_USE]) ?? null;
  const requests = await readPromptRequests(ctx, {
    promptVersionIds: known.map(({ id }) => id),
    tasks: task === undefined ? await tasksUsingPrompt(ctx.db, ctx.organizationId, slug) : [task],
    from: new Date(ctx.now().getTime() - DAYS * DAY_MS),
    limit,
  });
  const previews = requests.map(({ promptVersionId, variables, ...request }): RequestPreview => ({
    ...request,
    version: known.find(({ id }) => id === promptVersionId)?.version ?? null,
    values: variables ?? {},
    ...said(wanted, variables ?? {}),
    inUse: inUse && said(inUse, variables ?? {}).text,
  }));
  return {
    version: wanted.version,
    inUse: inUse?.version ?? null,
    days: DAYS,
    failing: previews.filter(({ text }) => text === null).length,
    requests: previews,
  };
}

function said({ template, variables }: VersionRow, values: VariableValues): Pick<RequestPreview, "text" | "problem"> {
  try {
    return { text: renderTemplate(parseTemplate(template), variables, values), problem: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { text: null, problem: error.message };
  }
}
