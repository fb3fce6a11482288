import type { CreateKeyInput } from "@/lib/auth/schemas";

export type KeyScope = CreateKeyInput["scopes"][number];

/** What a key with each scope may do, from least to most. */
export const SCOPE_EXPLANATIONS = {
  read: "look at everything but secrets",
  run: "call models",
  record: "report executions and feedback",
  write: "change tasks, models and prompts, import, train",
  admin: "manage providers, keys, members and settings",
} as const satisfies Record<KeyScope, string>;

export const SCOPES = Object.keys(SCOPE_EXPLANATIONS) as KeyScope[];

/** What a program needs that sends requests. */
export const USUAL_SCOPES: readonly KeyScope[] = ["read", "run", "record"];
