/** A text to begin with, for the tasks of every organization. */
export const EXAMPLE_INPUTS: Readonly<Record<string, string>> = {
  ticket_classification: "My card was charged twice for the same order and I would like one of the payments back.",
  ticket_sentiment: "Third time this week that the export fails. I have a deadline today and nobody answers me!",
  ticket_suggestion: "Hello, I changed my phone number and can no longer receive the code to sign in. What can I do?",
  demo_tickets: "My card was charged twice for the same order and I would like one of the payments back.",
  email_writing:
    "Write to a customer that their delivery is two days late, apologise, and offer free shipping next time.",
  code_generation: "A TypeScript function that groups an array of objects by the value of a key.",
  code_review: "function last(list) { return list[list.length]; }",
  content_summarization:
    "The council met on Monday to discuss the new cycle path. Residents asked for wider pavements and better lighting. The plan will be revised until May, and a vote is expected in June.",
  data_extraction: "Read name, company and date as JSON: “Anna Weber of Nordlicht GmbH will visit us on 3 March 2026.”",
  conversation_response: "Can I return shoes that I have worn once outdoors?",
  lead_scoring:
    "Head of IT at a company with 800 employees, downloaded the price list twice and asked for a demo date.",
  general_chat: "Explain in three sentences what a language model's context window is.",
  website_analysis: "An online shop for tea: long loading time, no prices on the category pages, titles all the same.",
  rfc_generation: "Move our nightly reports from cron jobs to a queue with retries.",
};
