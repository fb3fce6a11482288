import { z } from "zod";
import type { Job } from "@/lib/platform/jobs";
import { PageQuery } from "@/lib/platform/pagination";

/** `preview` only says what would change; `apply` changes costs; `undo` brings back what another one changed. */
export type RepricingKind = "preview" | "apply" | "undo";

const moment = z.iso.datetime({ offset: true, error: "must be a time such as 2026-03-01T00:00:00Z" }).max(40);

export const StartRepricingInput = z
  .strictObject({
    /** Slug of the model; null = every model. */
    model: z.string().min(1).max(200).nullable().default(null),
    from: moment,
    /** Excluded. (Default: now.) */
    to: moment.optional(),
    kind: z.enum(["preview", "apply"]).default("preview"),
  })
  .refine(({ from, to }) => to === undefined || Date.parse(from) < Date.parse(to), {
    path: ["to"],
    message: "must be after `from`",
  });
export type StartRepricingInput = z.infer<typeof StartRepricingInput>;

export const ListRepricingsQuery = PageQuery.extend({
  /** Only those of this model. */
  model: z.string().max(200).optional(),
});
export type ListRepricingsQuery = z.infer<typeof ListRepricingsQuery>;

/** What changed, or would change. Money in US dollars; what is unknown is not in it. */
export type CostChange = {
  changed: number;
  beforeUsd: number;
  afterUsd: number;
  /** Costs that were unknown and are known by now, and the other way round. */
  becameKnown: number;
  becameUnknown: number;
};

export type RepricingReport = CostChange & {
  /** Executions that were looked at. */
  seen: number;
  /** Of how many; of a running one as counted at its start. */
  total: number;
  /** Executions that keep their cost: reported by their caller or out of its cache, … */
  keptReported: number;
  /** … without known tokens, with those of several models together, or paid by CPU time, … */
  keptUnmeasured: number;
  /** … of a model that is no longer in the catalogue, … */
  keptUnknownModel: number;
  /** … or changed by somebody else since. */
  keptChangedSince: number;
  /** Per model, the largest difference first. */
  models: (CostChange & { model: string })[];
};

/** A job that computes costs anew. */
export type Repricing = {
  id: string;
  kind: RepricingKind;
  /** null = every model. */
  model: string | null;
  from: string;
  to: string;
  /** The preview that is applied, or the re-pricing that is taken back. */
  sourceId: string | null;
  status: Job["status"];
  error: Job["error"];
  isCancelRequested: boolean;
  /** null before it began. */
  report: RepricingReport | null;
  createdBy: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};
