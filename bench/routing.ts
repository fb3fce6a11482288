/**
 * Two questions. Without files: what a decision costs (`routing-decision.ts`). With `--train A --test B`: how good and
 * how dear learned routing is on recorded answers (`routing-recorded.ts`).
 */
if (process.argv.includes("--train")) await import("./routing-recorded");
else await import("./routing-decision");

export {};
