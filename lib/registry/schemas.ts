/** Types and inputs of the registry. Safe to import in the browser. */
export * from "./model-schemas";
export * from "./price-check-schemas";
export * from "./price-list-schemas";
export * from "./price-schemas";
export * from "./provider-schemas";
export * from "./task-schemas";
export * from "./version-schemas";
export * from "./words";
