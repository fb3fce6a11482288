/** Types and inputs of benchmarks. Safe to import in the browser. */
export * from "./check-schemas";
export * from "./run-schemas";
export * from "./suite-schemas";
export * from "./words";
