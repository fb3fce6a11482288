// A conversation of two turns. AI Gym keeps no texts for you: send the turns so far, and a session id to count them together.
//   GYM_URL=http://localhost:3000 GYM_KEY=gym_… npx tsx docs/examples/typescript/conversation.ts
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: `${process.env.GYM_URL ?? "http://localhost:3000"}/v1`,
  apiKey: process.env.GYM_KEY,
});

/** Our own fields beside OpenAI's: who it is for and which conversation it belongs to. */
const gym = { sessionId: `example-${Date.now()}`, userRef: "customer-42", tags: { channel: "web" } };

const messages: OpenAI.ChatCompletionMessageParam[] = [];
for (const question of ["Do you deliver to Norway?", "And how long does that take?"]) {
  messages.push({ role: "user", content: question });
  const request = { model: "task:conversation_response", messages, gym };
  const answer = await client.chat.completions.create(request);
  const text = answer.choices[0]?.message.content ?? "";
  messages.push({ role: "assistant", content: text });
  console.log(`> ${question}\n${text}\n`);
}
