import { formatBytes } from "@/components/data/format-bytes";
import { ImportReplayQuery, MAX_REPLAY_BYTES } from "@/lib/providers/schemas";

export type RecordingProblem = { field: "file" | "set"; message: string };

/** Why a recording is not worth sending, or null. A packed file may still be too large once it is unpacked. */
export function checkRecording(file: Pick<File, "name" | "size"> | null, set: string): RecordingProblem | null {
  if (!file) return { field: "file", message: "Choose a file first" };
  if (file.size === 0) return { field: "file", message: `${file.name} is empty` };
  if (file.size > MAX_REPLAY_BYTES) {
    const limit = formatBytes(MAX_REPLAY_BYTES);
    return { field: "file", message: `${file.name} has ${formatBytes(file.size)}; the limit is ${limit}. Split it` };
  }
  if (!ImportReplayQuery.shape.set.safeParse(set).success) {
    return { field: "set", message: "1 to 80 letters, digits, spaces and . : @ - _" };
  }
  return null;
}

/** A name for the recording in this file: the file's own, without its endings and what no name may have. */
export const recordingName = (fileName: string): string =>
  fileName
    .replace(/(\.(jsonl|ndjson|json|gz))+$/i, "")
    .replaceAll(/[^\w .:@-]+/g, "-")
    .slice(0, 80);
