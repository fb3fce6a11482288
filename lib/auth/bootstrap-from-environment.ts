import { SCOPES } from "@/lib/platform/ctx";
import { isAppError, invalidInput } from "@/lib/platform/errors";
import type { Runtime } from "@/lib/platform/runtime";
import { isSetupOpen, writeFirstOwner, type FirstOwner, type OnOrganizationCreated } from "./first-owner";
import { insertKey } from "./key-store";

/**
 * Start without a browser: creates the owner of `GYM_OWNER_EMAIL` and `GYM_OWNER_PASSWORD`, and an admin key from
 * `GYM_API_KEY`, when nobody has an account yet. Returns null when nothing was to be done. Throws `invalid_input` for
 * a password that must not be used. Several processes may start at once: one creates, the others go on.
 */
export async function bootstrapFromEnvironment(
  runtime: Runtime,
  onOrganizationCreated: OnOrganizationCreated,
): Promise<FirstOwner | null> {
  const { owner } = runtime.environment;
  if (!owner) return null;
  if (!(await isSetupOpen(runtime))) return ignored(runtime);
  const { password, apiKey } = owner;
  const email = owner.email.trim().toLowerCase();
  const details = { email, password, name: email.split("@")[0]!, organizationName: "My team" };
  try {
    const created = await writeFirstOwner(
      runtime,
      details,
      onOrganizationCreated,
      async (tx, { organizationId, userId }) => {
        if (!apiKey) return;
        const key = {
          name: "GYM_API_KEY",
          key: apiKey,
          scopes: SCOPES,
          createdBy: userId,
          expiresAt: null,
          now: runtime.now(),
        };
        await insertKey(tx, { organizationId, ...key });
      },
    );
    runtime.log.info({ email, hasApiKey: apiKey !== null }, "created the owner of GYM_OWNER_EMAIL");
    return created;
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === "conflict") return ignored(runtime);
    if (error.field === "password")
      throw invalidInput(`GYM_OWNER_PASSWORD cannot be used. ${error.message}`, { cause: error });
    throw error;
  }
}

function ignored(runtime: Runtime): null {
  runtime.log.info(
    "GYM_OWNER_EMAIL, GYM_OWNER_PASSWORD and GYM_API_KEY are ignored: this installation has an owner already",
  );
  return null;
}
