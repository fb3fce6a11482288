import { AppError } from "@/lib/platform/errors";
import { FittedPolicy } from "./fitted-policy";

/** A policy ready to decide. */
export type LoadedPolicy = FittedPolicy;

/** Reads a stored policy. Throws `internal` when it is damaged or of another format: it has to be learnt again. */
export function loadRoutingPolicy(stored: unknown): LoadedPolicy {
  const parsed = FittedPolicy.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new AppError("internal", "The stored routing policy cannot be read: learn it again", { cause: parsed.error });
}
