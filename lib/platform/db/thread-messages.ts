/** How the embedded database starts. */
export type ThreadSettings = {
  /** Folder of the database files; null keeps everything in memory. */
  folder: string | null;
  /** An uncompressed tar of a database folder to start from; only for an empty folder or memory. */
  snapshot: Uint8Array<ArrayBuffer> | null;
};

/** `protocol` carries PostgreSQL's wire protocol and is answered by `protocol` messages; the others by `done` or `failed`. */
export type ThreadRequest =
  | { op: "protocol"; bytes: Uint8Array }
  | { op: "reset"; id: number }
  | { op: "dump"; id: number }
  | { op: "close"; id: number };

export type ThreadAnswer =
  | { op: "opened" }
  | { op: "refused"; message: string; lastLines: string[] }
  | { op: "protocol"; bytes: Uint8Array<ArrayBuffer> }
  | { op: "broken"; lastLines: string[] }
  | { op: "done"; id: number; bytes?: Uint8Array<ArrayBuffer> }
  | { op: "failed"; id: number; message: string };
