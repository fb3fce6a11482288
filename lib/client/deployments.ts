import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { DeployInput, Deployment, DeploymentDetail } from "@/lib/deployments/schemas";
import type { ModelVersion } from "@/lib/registry/schemas";
import type { ListVersionAnswersQuery, VersionAnswer, VersionDetail } from "@/lib/training/schemas";
import { api, apiPage, toSearch } from "./api";

export type DeploymentFilters = { task?: string | null; status?: string | null; version?: string | null };

const LIVE_MS = 2_000;

/** Deployments, newest first; asked every two seconds while one is under way. */
export const deploymentsQuery = (filters: DeploymentFilters = {}) =>
  infiniteQueryOptions({
    queryKey: ["deployments", "list", filters],
    queryFn: ({ pageParam, signal }) =>
      apiPage<Deployment>(`/deployments?${toSearch({ ...filters, limit: 20, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.data.some(isUnderWay)) ? LIVE_MS : false),
  });

export const deploymentQuery = (id: string) =>
  queryOptions({
    queryKey: ["deployments", "one", id],
    queryFn: ({ signal }) => api<DeploymentDetail>(`/deployments/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? LIVE_MS : false),
  });

const isUnderWay = ({ finishedAt }: Pick<Deployment, "finishedAt">): boolean => finishedAt === null;

export const versionQuery = (id: string) =>
  queryOptions({
    queryKey: ["model-versions", "one", id],
    queryFn: ({ signal }) => api<VersionDetail>(`/model-versions/${id}`, { signal }),
  });

export type AnswerFilters = Partial<Pick<ListVersionAnswersQuery, "show">> &
  Partial<Record<"against" | "truth" | "predicted", string | null>>;

/** What a version answered to its held-out examples, a page at a time. */
export const versionAnswersQuery = (id: string, filters: AnswerFilters) =>
  infiniteQueryOptions({
    queryKey: ["model-versions", "answers", id, filters],
    queryFn: ({ pageParam, signal }) =>
      apiPage<VersionAnswer>(
        `/model-versions/${id}/answers?${toSearch({ ...filters, limit: 20, cursor: pageParam })}`,
        {
          signal,
        },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const deployVersion = (id: string, input: Partial<DeployInput>, idempotencyKey: string) =>
  api<Deployment>(`/model-versions/${id}/deploy`, { body: input, idempotencyKey });

export type DeploymentAction = "pause" | "resume" | "abort" | "promote" | "rollback";

export const steerDeployment = (id: string, action: DeploymentAction, reason: string) =>
  api<Deployment>(`/deployments/${id}/${action}`, { body: { reason } });

export const deleteVersion = (id: string) => api<ModelVersion>(`/model-versions/${id}`, { method: "DELETE" });

export const restoreVersion = (id: string) =>
  api<ModelVersion>(`/model-versions/${id}/restore`, { body: { reason: "" } });

export const setDeprecated = (id: string, isDeprecated: boolean) =>
  api<ModelVersion>(`/model-versions/${id}/${isDeprecated ? "deprecate" : "restore"}`, { body: { reason: "" } });
