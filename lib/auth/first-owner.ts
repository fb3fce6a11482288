import { recordAudit } from "@/lib/platform/audit";
import { systemCtx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { conflict, forbidden } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { Runtime } from "@/lib/platform/runtime";
import { insertMembership } from "./member-store";
import { insertOrganization, lockSetup } from "./organization-store";
import { requireGoodPassword } from "./require-good-password";
import type { CreateFirstOwnerInput } from "./schemas";
import { isSetupToken } from "./setup-token";
import { hasAnyUser, insertUser } from "./user-store";

/** What a new organization starts with, written in the transaction that creates it. */
export type OnOrganizationCreated = (tx: DatabaseTransaction, organizationId: string) => Promise<void>;

export type FirstOwner = { organizationId: string; userId: string };

/** Whether nobody has an account yet, so that the one-time link works. */
export const isSetupOpen = async (runtime: Pick<Runtime, "db">): Promise<boolean> => !(await hasAnyUser(runtime.db));

/**
 * Creates the organization and its owner through the one-time link. Throws `forbidden` for a wrong link and `conflict`
 * once anybody has an account: of several attempts at the same time exactly one succeeds.
 */
export async function createFirstOwner(
  runtime: Runtime,
  input: CreateFirstOwnerInput,
  onOrganizationCreated: OnOrganizationCreated,
): Promise<FirstOwner> {
  if (!isSetupToken(input.token, runtime.environment.nextAuthSecret)) {
    throw forbidden("This set-up link is not valid. Use the one that the server printed when it started", {
      field: "token",
    });
  }
  if (!(await isSetupOpen(runtime))) throw setUpAlready();
  return writeFirstOwner(runtime, input, onOrganizationCreated);
}

export type FirstOwnerDetails = Omit<CreateFirstOwnerInput, "token">;

/** The same without a link: for the server itself. `afterwards` runs in the transaction. */
export async function writeFirstOwner(
  runtime: Runtime,
  { name, email, password, organizationName }: FirstOwnerDetails,
  onOrganizationCreated: OnOrganizationCreated,
  afterwards?: (tx: DatabaseTransaction, owner: FirstOwner) => Promise<void>,
): Promise<FirstOwner> {
  requireGoodPassword(password, { email, name, organizationName });
  const passwordHash = await runtime.passwords.hash(password);
  const createdAt = runtime.now();
  const organizationId = newId(createdAt.getTime());
  const userId = newId(createdAt.getTime());

  await runtime.db.$transaction(async (tx) => {
    await lockSetup(tx);
    if (await hasAnyUser(tx)) throw setUpAlready();
    await insertOrganization(tx, {
      id: organizationId,
      slug: slugOf(organizationName),
      name: organizationName,
      createdAt,
    });
    await insertUser(tx, { id: userId, email, name, passwordHash, createdAt });
    await insertMembership(tx, { organizationId, userId, role: "owner", createdAt });
    await recordAudit(tx, systemCtx(runtime, organizationId, "setup"), {
      action: "organization.create",
      subjectType: "organization",
      subjectId: organizationId,
      before: null,
      after: { name: organizationName, owner: email },
    });
    await onOrganizationCreated(tx, organizationId);
    await afterwards?.(tx, { organizationId, userId });
  });
  return { organizationId, userId };
}

const setUpAlready = () => conflict("This installation is set up already. Sign in, or ask its owner for an invitation");

/** Lower-case letters and digits of the name; `team` when none are left. It is the first, so it cannot be taken. */
function slugOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain.slice(0, 60) || "team";
}
