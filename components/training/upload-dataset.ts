import { toSearch } from "@/lib/client/api";
import { uploadFile, type UploadOptions } from "@/lib/client/upload-file";
import type { Dataset } from "@/lib/training/schemas";

type DatasetUpload = Pick<UploadOptions, "file" | "signal" | "onProgress"> & {
  task: string;
  /** (Default: the date.) */
  name: string | undefined;
};

export const uploadDataset = ({ task, name, ...upload }: DatasetUpload): Promise<Dataset> =>
  uploadFile({ ...upload, path: `/training/import?${toSearch({ task, name })}`, contentType: "text/csv" });
