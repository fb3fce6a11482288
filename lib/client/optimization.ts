import { queryOptions } from "@tanstack/react-query";
import type { Leaderboard } from "@/lib/benchmarks/schemas";
import type {
  OptimizationPlan,
  OptimizationRun,
  Recommendation,
  RecommendationTrack,
  StartOptimizationInput,
  TrialRow,
} from "@/lib/optimization/schemas";
import type { TrainingRun } from "@/lib/training/schemas";
import { api, apiPage, toSearch } from "./api";

/** Whether it is waiting or searching. */
export const isUnderWay = ({ status }: Pick<OptimizationRun, "status">): boolean =>
  status === "queued" || status === "running";

/** The newest searches of a task; asked every second while one is under way. */
export const optimizationsQuery = (task: string) =>
  queryOptions({
    queryKey: ["optimizations", "of", task],
    queryFn: ({ signal }) => apiPage<OptimizationRun>(`/optimizations?${toSearch({ task, limit: 10 })}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.data.some(isUnderWay) ? 1_000 : false),
  });

export const optimizationQuery = (id: string) =>
  queryOptions({
    queryKey: ["optimizations", "one", id],
    queryFn: ({ signal }) => api<OptimizationRun>(`/optimizations/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 1_000 : false),
  });

/** Every test as each configuration answered it. */
export const optimizationTrialsQuery = (id: string) =>
  queryOptions({
    queryKey: ["optimizations", "one", id, "trials"],
    queryFn: ({ signal }) => api<TrialRow[]>(`/optimizations/${id}/trials`, { signal }),
  });

type WhatToOptimize = Pick<StartOptimizationInput, "task" | "type"> & { budgetUsd?: number };

export const previewOptimization = (input: WhatToOptimize) =>
  api<OptimizationPlan>("/optimizations", { body: { ...input, dryRun: true } });

export const startOptimization = (input: WhatToOptimize, idempotencyKey: string) =>
  api<OptimizationRun>("/optimizations", { body: input, idempotencyKey });

/** Of the requests, that what was found serves first when it is tried. */
const CANARY_SHARE = 0.1;

export const actOnOptimization = (id: string, action: "apply" | "canary" | "undo" | "cancel") =>
  api<OptimizationRun>(
    action === "canary"
      ? `/optimizations/${id}/apply?${toSearch({ canaryShare: CANARY_SHARE })}`
      : `/optimizations/${id}/${action}`,
    { method: "POST" },
  );

/** How all models did on the benchmark of a task. */
export const taskLeaderboardsQuery = (task: string) =>
  queryOptions({
    queryKey: ["benchmarks", "leaderboards", "of", task],
    queryFn: ({ signal }) => api<Leaderboard[]>(`/benchmarks?${toSearch({ task })}`, { signal }),
  });

/** Proposals that are open, of every task. */
export const recommendationsQuery = () =>
  queryOptions({
    queryKey: ["recommendations"],
    queryFn: ({ signal }) => api<Recommendation[]>("/recommendations?limit=100", { signal }),
  });

/** How past proposals did. */
export const recommendationTrackQuery = () =>
  queryOptions({
    queryKey: ["recommendations", "track"],
    queryFn: ({ signal }) => api<RecommendationTrack>("/recommendations/track", { signal }),
  });

export const applyRecommendation = (id: string) =>
  api<OptimizationRun | TrainingRun>(`/recommendations/${id}/apply`, { method: "POST" });

export const dismissRecommendation = (id: string, reason: string) =>
  api<Recommendation>(`/recommendations/${id}/dismiss`, { body: { reason } });
