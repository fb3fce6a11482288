import { queryOptions } from "@tanstack/react-query";
import type {
  Calibration,
  JudgeSetting,
  Judgement,
  Judging,
  PutJudgeInput,
  StartJudgingInput,
} from "@/lib/judging/schemas";
import { api, apiPage } from "./api";

/** Which tasks have a judge. */
export const judgesQuery = () =>
  queryOptions({
    queryKey: ["judging", "judges"],
    queryFn: ({ signal }) => api<JudgeSetting[]>("/quality/judges", { signal }),
  });

/** How far judges agree with people. */
export const calibrationQuery = () =>
  queryOptions({
    queryKey: ["judging", "calibration"],
    queryFn: ({ signal }) => api<Calibration[]>("/quality/calibration", { signal }),
  });

/** What judges said last. */
export const judgementsQuery = () =>
  queryOptions({
    queryKey: ["judging", "judgements"],
    queryFn: async ({ signal }) => (await apiPage<Judgement>("/quality/judgements?limit=20", { signal })).data,
  });

/** Runs of judging; asked every second while one is under way. */
export const judgingsQuery = () =>
  queryOptions({
    queryKey: ["judging", "runs"],
    queryFn: ({ signal }) => api<Judging[]>("/quality/judgings", { signal }),
    refetchInterval: ({ state }) => (state.data?.some(isJudging) ? 1_000 : false),
  });

export const isJudging = ({ status }: Pick<Judging, "status">): boolean => status === "queued" || status === "running";

export const putJudge = (task: string, input: PutJudgeInput) =>
  api<JudgeSetting>(`/quality/judges/${encodeURIComponent(task)}`, { method: "PUT", body: input });

export const deleteJudge = (task: string) =>
  api<{ task: string }>(`/quality/judges/${encodeURIComponent(task)}`, { method: "DELETE" });

export const startJudging = (input: Partial<StartJudgingInput> & { task: string }) =>
  api<Judging>("/quality/judgings", { body: input });

export const cancelJudging = (id: string) => api<Judging>(`/quality/judgings/${id}/cancel`, { method: "POST" });
