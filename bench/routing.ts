/**
 * Two questions. Without files: what a decision costs (`routing-decision.ts`). With `--train A --test B`: how good and
 * how dear learned routing is on recorded answers (`routing-recorded.ts`).
 */
await (process.argv.includes("--train") ? import("./routing-recorded") : import("./routing-decision"));
