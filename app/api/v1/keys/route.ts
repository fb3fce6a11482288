import { createKey, listKeys, route } from "@/lib/auth";
import { CreateKeyInput, ListKeysQuery } from "@/lib/auth/schemas";

/** Lists API keys, newest first, without the keys themselves. */
export const GET = route({
  scope: "admin",
  query: ListKeysQuery,
  handle: ({ ctx, query }) => listKeys(ctx, query),
});

/** Makes an API key. The answer is the only one that holds the key itself. */
export const POST = route({
  scope: "admin",
  body: CreateKeyInput,
  status: 201,
  handle: ({ ctx, body }) => createKey(ctx, body),
});
