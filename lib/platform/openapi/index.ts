export { buildDocument } from "./build-document";
export { schemaOf } from "./schema-of";
export type { ApiDocument, Operation, Paths } from "./types";
