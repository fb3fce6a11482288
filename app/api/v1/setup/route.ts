import { createFirstOwner, publicRoute } from "@/lib/auth";
import { CreateFirstOwnerInput } from "@/lib/auth/schemas";

/** Creates the first owner through the one-time link. Answers 409 once anybody has an account. */
export const POST = publicRoute({
  body: CreateFirstOwnerInput,
  status: 201,
  handle: ({ runtime, body }) => createFirstOwner(runtime, body, runtime.onOrganizationCreated),
});
