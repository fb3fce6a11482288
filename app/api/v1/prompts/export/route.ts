import { route } from "@/lib/auth";
import { exportPrompts } from "@/lib/prompts";
import { ExportPromptsQuery } from "@/lib/prompts/schemas";

/** Prompts with their versions and labels, as `POST /prompts/import` takes them. */
export const GET = route({
  query: ExportPromptsQuery,
  handle: async ({ ctx, query }) => {
    const file = await exportPrompts(ctx, query);
    const name = `${query.slug ?? "prompts"}-${ctx.now().toISOString().slice(0, 10)}.json`;
    return new Response(JSON.stringify(file, null, 2), {
      headers: { "content-type": "application/json", "content-disposition": `attachment; filename="${name}"` },
    });
  },
});
