// Scores several leads at once, within a limit of cost for each, and says what they cost together.
//   GYM_URL=http://localhost:3000 GYM_KEY=gym_… npx tsx docs/examples/typescript/lead-scoring.ts
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: `${process.env.GYM_URL ?? "http://localhost:3000"}/v1`,
  apiKey: process.env.GYM_KEY,
});

const leads = [
  "Head of IT, 400 employees, asked for a quote and a call this week",
  "Student, wants a free account for a thesis",
  "Owner of a bakery, clicked one newsletter",
];

const scored = await Promise.all(
  leads.map(async (lead) => {
    const request = {
      model: "task:lead_scoring",
      messages: [{ role: "user" as const, content: `How likely does this lead buy? ${lead}` }],
      response_format: {
        type: "json_schema" as const,
        json_schema: {
          name: "lead",
          schema: {
            type: "object",
            properties: { score: { type: "integer", minimum: 0, maximum: 100 } },
            required: ["score"],
            additionalProperties: false,
          },
        },
      },
      gym: { strategy: "best_cost", constraints: { maxCostUsd: 0.05 }, tags: { batch: "example" } },
    };
    const { data, response } = await client.chat.completions.create(request).withResponse();
    const { score } = JSON.parse(data.choices[0]?.message.content ?? "{}") as { score: number };
    return { lead, score, costUsd: Number(response.headers.get("x-gym-cost-usd")) };
  }),
);

for (const { lead, score } of scored.toSorted((a, b) => b.score - a.score)) console.log(`${score}  ${lead}`);
console.log(`Together: ${scored.reduce((sum, { costUsd }) => sum + costUsd, 0)} US dollars`);
