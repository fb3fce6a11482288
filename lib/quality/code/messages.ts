export type CodeLanguage = "javascript" | "typescript" | "python" | "other";

/** One thing the code has to do. */
export type CodeTest = {
  name?: string | undefined;
  /** JavaScript, evaluated after the code, such as `add(1, 2)`; a promise is awaited. */
  expression: string;
  /** What it has to come to, as JSON. Without it anything truthy is right. */
  expected?: unknown;
};

export type CodeQuestion = { id: number; code: string; language: "javascript" | "typescript"; tests: CodeTest[] };

export type TestResult = { name: string; isPassed: boolean; fault: string | null };

/** What the sandbox found out. */
export type CodeFindings = {
  /** null when the code can be read. */
  syntaxError: string | null;
  /** In the order asked; empty without tests. */
  tests: TestResult[];
};

export type CodeAnswer = { op: "ready" } | { op: "found"; id: number; findings: CodeFindings };
