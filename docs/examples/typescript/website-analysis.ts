// Analyses a page as JSON and prints what it cost and which model did it.
//   GYM_URL=http://localhost:3000 GYM_KEY=gym_… npx tsx docs/examples/typescript/website-analysis.ts
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: `${process.env.GYM_URL ?? "http://localhost:3000"}/v1`,
  apiKey: process.env.GYM_KEY,
});

const page = `<title>Handmade oak tables</title><h1>Tables that outlive you</h1><p>Order by phone only.</p>`;

const { data, response } = await client.chat.completions
  .create({
    // The task decides: its configuration names strategy, limits and fallbacks, the router takes the model.
    model: "task:website_analysis",
    messages: [
      { role: "system", content: "Answer as JSON." },
      { role: "user", content: `What would make this page sell more?\n\n${page}` },
    ],
    response_format: {
      type: "json_schema",
      json_schema: {
        name: "analysis",
        schema: {
          type: "object",
          properties: {
            score: { type: "integer", minimum: 0, maximum: 100 },
            problems: { type: "array", items: { type: "string" }, minItems: 1 },
          },
          required: ["score", "problems"],
          additionalProperties: false,
        },
      },
    },
  })
  .withResponse();

const analysis = JSON.parse(data.choices[0]?.message.content ?? "{}") as { score: number; problems: string[] };
console.log(JSON.stringify({ ...analysis, model: response.headers.get("x-gym-model") }));
