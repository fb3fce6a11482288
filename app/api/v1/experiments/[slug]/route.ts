import { route } from "@/lib/auth";
import { deleteExperiment, getExperiment, updateExperiment } from "@/lib/experiments";
import { UpdateExperimentInput } from "@/lib/experiments/schemas";

/** One experiment, with what its start would meet and what each step does to traffic. */
export const GET = route({
  handle: ({ ctx, params }) => getExperiment(ctx, params.slug ?? ""),
});

/** Changes what is given. Once it started, other shares, variants or metrics begin a new phase. */
export const PATCH = route({
  body: UpdateExperimentInput,
  handle: ({ ctx, params, body }) => updateExperiment(ctx, params.slug ?? "", body),
});

/** Takes a draft or a stopped experiment off the list; `POST /experiments/{slug}/restore` brings it back. */
export const DELETE = route({
  handle: ({ ctx, params }) => deleteExperiment(ctx, params.slug ?? ""),
});
