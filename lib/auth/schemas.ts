import { z } from "zod";
import { ROLES, SCOPES, type Role, type Scope } from "@/lib/platform/ctx";
import { PageQuery } from "@/lib/platform/pagination";

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "is at most 254 characters long")
  .pipe(z.email("is not an email address, such as ada@company.com"));

/** Without control characters and halves of characters, which the database would refuse. */
const line = (whenEmpty: string) =>
  z
    .string()
    .trim()
    .min(1, whenEmpty)
    .max(100, "is at most 100 characters long")
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "is one line of plain text");

const personName = line("says how others see you");

const scopes = z
  .array(z.enum(SCOPES, { error: `holds only ${SCOPES.join(", ")}` }))
  .min(1, "names at least one scope")
  .transform((list) => SCOPES.filter((scope) => list.includes(scope)));

/** Lengths are checked again with the other rules, after normalisation; this bounds what reaches them. */
const password = z.string().min(1, "is missing").max(1_000, "is at most 256 characters long");

const token = z.string().min(1, "is missing: open the whole link again").max(200, "is not a token of ours");

/** Those of the command line say for whom they are, so they are longer. */
const resetToken = z.string().min(1, "is missing: open the whole link again").max(1_000, "is not a token of ours");

export const CreateFirstOwnerInput = z.object({
  token,
  name: personName,
  email,
  password,
  organizationName: line("names your team or company"),
});
export type CreateFirstOwnerInput = z.infer<typeof CreateFirstOwnerInput>;

export const SignInInput = z.object({ email, password });
export type SignInInput = z.infer<typeof SignInInput>;

export const ChangePasswordInput = z.object({ currentPassword: password, newPassword: password });
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

/** `ended` are the keys that expired or were revoked. */
export const ListKeysQuery = PageQuery.extend({ status: z.enum(["active", "ended", "all"]).default("active") });
export type ListKeysQuery = z.infer<typeof ListKeysQuery>;

const perMinute = (what: string, max: number) =>
  z
    .number({ error: `is a number of ${what}, or null for no limit` })
    .int("is a whole number")
    .min(1, "is at least 1")
    .max(max, `is at most ${max.toLocaleString("en-US")}`)
    .nullable();

const rateLimits = {
  /** Calls of models over any minute; null = unlimited. */
  requestsPerMinute: perMinute("requests", 1_000_000),
  /** Tokens of input and output over any minute; null = unlimited. */
  tokensPerMinute: perMinute("tokens", 1_000_000_000),
};

export const CreateKeyInput = z.object({
  name: line("says what the key is for"),
  scopes,
  /** When the key stops working; null means never. */
  expiresAt: z.iso.datetime({ offset: true, error: "is a time such as 2030-01-31T00:00:00Z" }).nullable().default(null),
  requestsPerMinute: rateLimits.requestsPerMinute.optional(),
  tokensPerMinute: rateLimits.tokensPerMinute.optional(),
});
export type CreateKeyInput = z.infer<typeof CreateKeyInput>;

export const UpdateKeyInput = z.strictObject({ name: line("says what the key is for"), ...rateLimits }).partial();
export type UpdateKeyInput = z.infer<typeof UpdateKeyInput>;

export const RotateKeyInput = z.object({
  /** How long the old key goes on working, hours, 0 to 720. (Default: 24.) */
  overlapHours: z.number().int().min(0, "is at least 0").max(720, "is at most 720 (30 days)").default(24),
});
export type RotateKeyInput = z.infer<typeof RotateKeyInput>;

export type ApiKey = {
  id: string;
  name: string;
  /** First characters, to tell keys apart. */
  prefix: string;
  scopes: Scope[];
  status: "active" | "expired" | "revoked";
  /** null = unlimited. */
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
  /** null for keys that the product made itself. */
  createdByName: string | null;
  createdAt: string;
  /** null never expires. */
  expiresAt: string | null;
  revokedAt: string | null;
  /** Up to half a minute late; null when never used. */
  lastUsedAt: string | null;
};

/** The only answer that ever holds the key itself. */
export type CreatedApiKey = ApiKey & { key: string };

export type Member = { userId: string; name: string; email: string; role: Role; joinedAt: string };

export const ChangeRoleInput = z.object({ role: z.enum(ROLES, { error: `is one of ${ROLES.join(", ")}` }) });
export type ChangeRoleInput = z.infer<typeof ChangeRoleInput>;

export const InviteInput = z.object({
  email,
  role: z.enum(ROLES, { error: `is one of ${ROLES.join(", ")}` }).default("member"),
});
export type InviteInput = z.infer<typeof InviteInput>;

export const ResetPasswordInput = z.object({ token: resetToken, password });
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>;

/** The only answer that ever holds the link. */
export type CreatedPasswordReset = { userId: string; email: string; link: string; expiresAt: string };

export type Invitation = {
  id: string;
  email: string;
  role: Role;
  invitedByName: string | null;
  createdAt: string;
  expiresAt: string;
  status: "open" | "expired";
};

/** The only answer that ever holds the link. */
export type CreatedInvitation = Invitation & { link: string };

/** `name` and `password` are for people who have no account yet; others sign in first and send neither. */
export const AcceptInvitationInput = z.object({ token, name: personName.optional(), password: password.optional() });
export type AcceptInvitationInput = z.infer<typeof AcceptInvitationInput>;

export type AcceptedInvitation = { organizationId: string; email: string; role: Role };

export type Me = {
  actor: { type: "user" | "key" | "system"; id: string; name: string; email: string | null; role: Role | null };
  scopes: Scope[];
  organization: { id: string; name: string; slug: string };
  /** Every organization that this person can switch to; empty for keys. */
  organizations: { id: string; name: string; role: Role }[];
};
