import { route } from "@/lib/auth";
import { listModels, registerModel } from "@/lib/registry";
import { ListModelsQuery, RegisterModelInput } from "@/lib/registry/schemas";

/** Lists the catalogue in order of slug. Prices are US dollars per million tokens; null = unknown. */
export const GET = route({
  query: ListModelsQuery,
  handle: ({ ctx, query }) => listModels(ctx, query),
});

/** Registers a model of an existing provider. Answers 409 when the slug is taken. */
export const POST = route({
  body: RegisterModelInput,
  status: 201,
  handle: ({ ctx, body }) => registerModel(ctx, body),
});
