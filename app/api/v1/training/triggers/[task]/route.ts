import { route } from "@/lib/auth";
import { getRetrainSettings, updateRetrainSettings } from "@/lib/training";
import { UpdateRetrainSettingsInput } from "@/lib/training/schemas";

/** How retraining of a task is watched. */
export const GET = route({ handle: ({ ctx, params }) => getRetrainSettings(ctx, params.task!) });

/** Changes some of it; what is left out stays. */
export const PATCH = route({
  body: UpdateRetrainSettingsInput,
  handle: ({ ctx, body, params }) => updateRetrainSettings(ctx, params.task!, body),
});
