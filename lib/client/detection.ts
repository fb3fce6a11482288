import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { CorrectDetectionInput, Detection, DetectionCorrection, DetectionModel } from "@/lib/detection/schemas";
import { api, apiPage, toSearch } from "./api";

/** Corrections, newest first, a page at a time. */
export const correctionsQuery = () =>
  infiniteQueryOptions({
    queryKey: ["detection", "corrections"],
    queryFn: ({ pageParam, signal }) =>
      apiPage<DetectionCorrection>(`/detect/corrections?${toSearch({ limit: 50, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** The newest retrained models; asked every two seconds while one is under way. */
export const detectionModelsQuery = () =>
  queryOptions({
    queryKey: ["detection", "models"],
    queryFn: async ({ signal }) => (await apiPage<DetectionModel>("/detect/models?limit=20", { signal })).data,
    refetchInterval: ({ state }) => (state.data?.some(isTraining) ? 2_000 : false),
  });

export const isTraining = ({ status }: Pick<DetectionModel, "status">): boolean =>
  status === "queued" || status === "running";

/** Nothing is stored. */
export const detect = (message: string) => api<Detection>("/detect", { body: { message } });

export const correctDetection = (input: CorrectDetectionInput) =>
  api<DetectionCorrection>("/detect/corrections", { body: input });

export const deleteCorrection = (id: string) => api<{ id: string }>(`/detect/corrections/${id}`, { method: "DELETE" });

export const retrainDetection = () => api<DetectionModel>("/detect/models", { method: "POST" });

/** null: the models that come with the product. */
export const activateDetection = (id: string | null) =>
  api<unknown>(id === null ? "/detect/models/built-in" : `/detect/models/${id}/activate`, { method: "POST" });
