// Asks several models at once, takes the answer that comes of theirs, and says what each of them said and cost.
//   GYM_URL=http://localhost:3000 GYM_KEY=gym_… npx tsx docs/examples/typescript/council.ts
type Council = {
  data: {
    output: string;
    execution: { costUsd: number | null };
    council: { reason: string; members: { model: string; status: string; costUsd: number | null; isTaken: boolean }[] };
  };
};

const response = await fetch(`${process.env.GYM_URL ?? "http://localhost:3000"}/api/v1/council`, {
  method: "POST",
  headers: { authorization: `Bearer ${process.env.GYM_KEY}`, "content-type": "application/json" },
  // Without `members` it is the task's own council, or the three models of which the best is expected.
  body: JSON.stringify({
    task: "content_summarization",
    input: "Shorten: the town closes its pool for a season, because the pipes of 1974 leak 40 cubic metres a day.",
    method: "best_of",
  }),
});
const answer = (await response.json()) as Council & { error?: { message: string } };
if (answer.error) throw new Error(answer.error.message);

const { output, execution, council } = answer.data;
console.log(output);
console.log(`Why: ${council.reason}`);
for (const { model, status, costUsd, isTaken } of council.members) {
  console.log(`${isTaken ? "*" : " "} ${model}: ${status}, ${costUsd ?? "unknown"} US dollars`);
}
console.log(`Together: ${execution.costUsd ?? "unknown"} US dollars`);

export {};
