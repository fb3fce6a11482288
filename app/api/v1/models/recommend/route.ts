import { route } from "@/lib/auth";
import { recommendModel } from "@/lib/routing";
import { RecommendInput } from "@/lib/routing/schemas";

/** Which model the router would take for a task, with every candidate's scores and why the others are out. */
export const POST = route({
  scope: "read",
  body: RecommendInput,
  handle: ({ ctx, body }) => recommendModel(ctx, body),
});
