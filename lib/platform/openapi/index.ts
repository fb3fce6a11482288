export { buildDocument } from "./build-document";
export { schemaOf } from "./schema-of";
export type { ApiDocument, JsonSchema, Operation, Paths } from "./types";
