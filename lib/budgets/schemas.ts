import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import { BUDGET_ENFORCEMENTS, BUDGET_EVENT_KINDS, BUDGET_PERIODS, BUDGET_SCOPES, type BudgetEventKind } from "./words";

export * from "./forecast-schemas";
export type { BudgetEnforcement, BudgetEventKind, BudgetPeriod, BudgetScope } from "./words";

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, "is missing")
    .max(max, `is at most ${max} characters long`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "is one line of plain text");

const usd = z
  .number({ error: "is a number of US dollars" })
  .min(0.000001, "is more than 0")
  .max(1_000_000_000, "is at most 1,000,000,000");

const share = z.number({ error: "is a share such as 0.8" }).min(0.01, "is at least 0.01");

/** A day: `2026-10-01`, or its first moment, `2026-10-01T00:00:00Z`. */
const day = z
  .union([z.iso.date(), z.iso.datetime().endsWith("T00:00:00Z"), z.iso.datetime().endsWith("T00:00:00.000Z")], {
    error: "is a day (UTC) such as 2026-10-01",
  })
  .transform((text) => `${text.slice(0, 10)}T00:00:00.000Z`);

const fields = {
  name: line(100),
  scope: z.enum(BUDGET_SCOPES, { error: `is one of ${BUDGET_SCOPES.join(", ")}` }),
  /** Slug of a task, id of a key, or the caller's user; null for `organization` and `each_user`. */
  scopeRef: line(200).nullable(),
  period: z.enum(BUDGET_PERIODS, { error: `is one of ${BUDGET_PERIODS.join(", ")}` }),
  /** First day of a custom period; null for the others. */
  from: day.nullable(),
  /** The day after the last one of a custom period. */
  to: day.nullable(),
  limitUsd: usd,
  /** Shares of the limit that are told when they are crossed. The limit itself is always told. */
  alertShares: z
    .array(share.max(10, "is at most 10"))
    .max(10, "holds at most 10 shares")
    .transform((shares) => [...new Set(shares)].sort((a, b) => a - b)),
  enforcement: z.enum(BUDGET_ENFORCEMENTS, { error: `is one of ${BUDGET_ENFORCEMENTS.join(", ")}` }),
  /** From which share of the limit a `downgrade` budget asks for cheaper models, up to 1. */
  downgradeShare: share.max(1, "is at most 1"),
  isEnabled: z.boolean(),
};

export const CreateBudgetInput = z.strictObject({
  ...fields,
  scope: fields.scope.default("organization"),
  scopeRef: fields.scopeRef.default(null),
  period: fields.period.default("monthly"),
  from: fields.from.default(null),
  to: fields.to.default(null),
  alertShares: fields.alertShares.default([0.8]),
  enforcement: fields.enforcement.default("notify"),
  downgradeShare: fields.downgradeShare.default(0.8),
  isEnabled: fields.isEnabled.default(true),
});
export type CreateBudgetInput = z.infer<typeof CreateBudgetInput>;

export const UpdateBudgetInput = z.strictObject(fields).partial();
export type UpdateBudgetInput = z.infer<typeof UpdateBudgetInput>;

/** What a person decides about a budget. */
export type BudgetContent = CreateBudgetInput;

const exported = { format: z.enum(["csv", "json", "jsonl"]).optional() };

export const ListBudgetsQuery = PageQuery.extend({
  /** (Default: every one that is not deleted.) */
  status: z.enum(["current", "deleted", "all"]).default("current"),
  scope: z.enum(BUDGET_SCOPES).optional(),
  ...exported,
});
export type ListBudgetsQuery = z.infer<typeof ListBudgetsQuery>;

export const ListBudgetEventsQuery = PageQuery.extend({
  budget: z.uuid().optional(),
  kind: z.enum(BUDGET_EVENT_KINDS).optional(),
  ...exported,
});
export type ListBudgetEventsQuery = z.infer<typeof ListBudgetEventsQuery>;

/** Kept once per budget, window, user, kind and share, whichever process saw it. */
export type BudgetEvent = {
  id: string;
  budgetId: string;
  budgetName: string;
  kind: BudgetEventKind;
  /** The user of an `each_user` budget, else null. */
  user: string | null;
  windowFrom: string;
  windowTo: string;
  /** The share of the limit that was crossed, 0–1 and above; null for `blocked` and `downgraded`. */
  share: number | null;
  /** When it was first seen. */
  spentUsd: number;
  limitUsd: number;
  /** Calls refused or downgraded so far; null for `threshold`. */
  calls: number | null;
  createdAt: string;
  /** Of the last of those calls. */
  lastAt: string;
};

/** Money in one window of a budget. US dollars. */
export type BudgetWindow = {
  from: string;
  /** When it ends and the next one begins with nothing spent. */
  to: string;
  /** What the reports of costs say for the same days. */
  spentUsd: number;
  /** Set aside for calls that are under way. Budgets that only notify set nothing aside. */
  reservedUsd: number;
  /** Of the limit; 0 when it is used up. */
  remainingUsd: number;
  /** Spent of the limit, 0 and up: more than 1 is over the limit. */
  share: number;
  calls: number;
  /** Calls whose price is unknown: their cost is not in `spentUsd`. */
  unpricedCount: number;
  /** What it comes to at the pace so far; null before a twentieth of the window is over, and after its end. */
  projectedUsd: number | null;
  /** The user of an `each_user` budget, else null. */
  user: string | null;
};

/** Where a budget stands: only an `active` one enforces anything. */
export type BudgetState = "active" | "off" | "upcoming" | "ended" | "deleted";

export type Budget = BudgetContent & {
  id: string;
  state: BudgetState;
  /** The name of the task or key; null when it is gone, and for the other scopes. */
  scopeName: string | null;
  /** The window of now, or the whole of a custom period. For `each_user` that of the user who spent most; null when nobody spent. */
  current: BudgetWindow | null;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
};

/** A window that is over, with the limit that was in force at its end. */
export type PastBudgetWindow = Omit<BudgetWindow, "reservedUsd" | "projectedUsd"> & { limitUsd: number };

export type BudgetDetail = Budget & {
  /** Newest first. For `each_user` the sum of all users, against the limit of one. */
  history: PastBudgetWindow[];
  /** Of an `each_user` budget the users who spent most, dearest first; else empty. */
  users: BudgetWindow[];
};
