// Writes an e-mail and shows it while it is being written.
//   GYM_URL=http://localhost:3000 GYM_KEY=gym_… npx tsx docs/examples/typescript/email-writing.ts
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: `${process.env.GYM_URL ?? "http://localhost:3000"}/v1`,
  apiKey: process.env.GYM_KEY,
});

const stream = await client.chat.completions.create({
  model: "task:email_writing",
  stream: true,
  messages: [
    { role: "system", content: "You write short, friendly business e-mails." },
    { role: "user", content: "Tell Ms Chen that her order 4711 arrives two days late, and offer free shipping." },
  ],
});

for await (const event of stream) process.stdout.write(event.choices[0]?.delta.content ?? "");
process.stdout.write("\n");
