import { queryOptions } from "@tanstack/react-query";
import type { ReplaySet } from "@/lib/providers/schemas";
import { api, toSearch } from "./api";
import { uploadFile, type UploadOptions } from "./upload-file";

/** Imported recordings, newest first. */
export const replaySetsQuery = () =>
  queryOptions({
    queryKey: ["replays"],
    queryFn: ({ signal }) => api<ReplaySet[]>("/replays", { signal }),
  });

type ReplayUpload = Pick<UploadOptions, "file" | "signal" | "onProgress"> & { set: string };

/** JSONL, packed with gzip or not: the server sees which. */
export const uploadReplay = ({ set, ...upload }: ReplayUpload) =>
  uploadFile<ReplaySet>({ ...upload, path: `/replays?${toSearch({ set })}`, contentType: "application/octet-stream" });

export const deleteReplaySet = (id: string) => api<{ id: string }>(`/replays/${id}`, { method: "DELETE" });
