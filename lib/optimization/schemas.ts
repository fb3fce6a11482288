/** Types and inputs of optimization. Safe to import in the browser. */
export * from "./optimization-schemas";
export * from "./recommendation-schemas";
export * from "./words";
