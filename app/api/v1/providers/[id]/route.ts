import { route } from "@/lib/auth";
import { deleteProvider, getProvider, updateProvider } from "@/lib/registry";
import { UpdateProviderInput } from "@/lib/registry/schemas";

/** One provider with its state; never its key. */
export const GET = route({
  handle: ({ ctx, params }) => getProvider(ctx, params.id ?? ""),
});

/** Changes what is given. A new address needs the key again. Needs the scope `admin`. */
export const PATCH = route({
  scope: "admin",
  body: UpdateProviderInput,
  handle: ({ ctx, params, body }) => updateProvider(ctx, params.id ?? "", body),
});

/** Removes an added provider with its key. Answers 409 while a configuration names one of its models. */
export const DELETE = route({
  scope: "admin",
  handle: ({ ctx, params }) => deleteProvider(ctx, params.id ?? ""),
});
