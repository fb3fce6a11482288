import { route } from "@/lib/auth";
import { createProvider, listProviders } from "@/lib/registry";
import { CreateProviderInput, ListProvidersQuery } from "@/lib/registry/schemas";

/** Lists providers with their state; never their keys. */
export const GET = route({
  query: ListProvidersQuery,
  handle: ({ ctx, query }) => listProviders(ctx, query),
});

/** Adds an upstream account with its key, and the catalogue's models of its kind. Needs the scope `admin`. */
export const POST = route({
  scope: "admin",
  body: CreateProviderInput,
  status: 201,
  handle: ({ ctx, body }) => createProvider(ctx, body),
});
