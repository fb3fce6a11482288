/** Types and inputs of benchmarks. Safe to import in the browser. */
export * from "./suite-schemas";
export * from "./check-schemas";
export * from "./words";
