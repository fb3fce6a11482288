import type { ScorerName } from "@/lib/quality/words";
import { EMPTY_DRAFT, type Draft } from "./score-request";

type Example = Partial<Omit<Draft, "output">> & { good: string; bad: string };

/** For every scorer one question with an answer that holds and one that does not. */
const EXAMPLES: Readonly<Record<ScorerName, Example>> = {
  general: {
    input: "Our office router drops the Wi-Fi every afternoon. What is the likely cause and how do I check it?",
    good: "The likely cause is a crowded channel: in the afternoon more devices, yours and those of the neighbours, share the same Wi-Fi frequency.\n\nCheck it in three steps:\n1. Connect one laptop to the router by cable. If the cable connection stays up while the Wi-Fi drops, the internet line is fine.\n2. Open the router's log for the afternoon and look for lines about a channel change or a restart.\n3. Scan the channels with a Wi-Fi analyser at 10:00 and at 15:00. If channel 6 is full, set the router to channel 1 or 11, or move the laptops to 5 GHz.\n\nIf the log shows restarts instead, the router may overheat: feel its case and move it out of the sun.",
    bad: "Wi-Fi is a very important technology these days. There can be many reasons for many things, and it always depends. Just try some things and see what happens.",
  },
  email_writing: {
    input:
      "Write to Ms. Ortega: her order 4471 ships on 12 May instead of 9 May because the blue fabric was late. Apologise, offer free shipping on the next order, ask whether the new date suits her.",
    good: "Subject: Your order 4471 ships on 12 May\n\nDear Ms. Ortega,\n\nthank you for your order 4471. I am sorry to tell you that it ships on 12 May instead of 9 May, because the blue fabric reached our workshop three days late.\n\nTo make up for the wait, shipping is free on your next order; you need not enter a code.\n\nCould you let me know whether the new date suits you? If it does not, we gladly change the address or cancel the order.\n\nKind regards,\nLena Brandt\nCustomer service",
    bad: "hey, stuff is late, not our fault!!! it will come when it comes. deal with it",
  },
  conversation_response: {
    input: "I was charged twice for my May subscription, 29 euros each time. I am really annoyed, please fix this.",
    good: "I am sorry that you were charged twice, that should not happen. I can see both payments of 29 euros for May and have refunded the second one just now. Your bank shows it within three working days, and you get a confirmation by e-mail. If it has not arrived by Friday, please reply here and I will follow it up with the bank. Is there anything else about your subscription that I can check for you?",
    bad: "Calm down. You probably clicked twice. Read the terms.",
  },
  content_summarization: {
    input:
      "The town of Hallow will close its open-air pool for one season. An inspection in March found that the pipes under the main basin, laid in 1974, leak about 40 cubic metres of water a day. Repairing them would cost 310,000 euros and last five years at most; replacing them costs 720,000 euros. On Tuesday the council voted 14 to 5 for the replacement. Work starts in May and should end before the summer of next year. Season tickets are refunded in full. The swimming club, which has 260 members, moves its training to the school pool in Berrow, 12 kilometres away, and the town pays for a bus. Critics on the council said that the money would be better spent on the library roof.",
    good: "Hallow closes its open-air pool for a season because the pipes from 1974 leak about 40 cubic metres of water a day. The council voted 14 to 5 to replace them for 720,000 euros, starting in May, rather than repair them for 310,000. Season tickets are refunded, and the swimming club's 260 members train in Berrow, with a bus paid by the town. Critics would rather have repaired the library roof.",
    bad: "Mayor Peter Novak announced that the Rivertown stadium was sold for 9 million dollars to an investor from Chicago. Fans protested with 4,000 signatures.",
  },
  code_generation: {
    input:
      "Write a JavaScript function `countWords(text)` that returns how often each word occurs, ignoring case. Words are runs of letters.",
    tests:
      'countWords("A cat and a dog").a === 2\ncountWords("Dog, dog!").dog === 2\nObject.keys(countWords("")).length === 0',
    good: "```js\nfunction countWords(text) {\n  const counts = {};\n  for (const word of text.toLowerCase().match(/\\p{L}+/gu) ?? []) {\n    counts[word] = (counts[word] ?? 0) + 1;\n  }\n  return counts;\n}\n```",
    // The comment is the point: an answer that leaves the work to the reader has to lose points for it.
    bad: "```js\nfunction countWords(text) {\n  // TODO: add your logic\n  return text.length;\n}\n```",
  },
  data_extraction: {
    input:
      "Extract the fields: name, company, visit_date.\n\nAnna Weber of Nordlicht GmbH will visit us on 3 March 2026 to see the new press.",
    reference: '{"name": "Anna Weber", "company": "Nordlicht GmbH", "visit_date": "2026-03-03"}',
    good: '{"name": "Anna Weber", "company": "Nordlicht GmbH", "visit_date": "2026-03-03"}',
    bad: 'Sure! Here is what I found: {"name": "Hanna Becker", "company": "Nordstern AG"}',
  },
  classification: {
    input: "My card was charged twice for the same order and I would like one of the payments back.",
    reference: "billing",
    labels: "billing, shipping, technical, praise",
    good: "billing",
    bad: "I think this could be about shipping or maybe something technical.",
  },
  retrieval: {
    input: "How do I rotate an API key?",
    reference: '{"doc-keys-rotate": 3, "doc-keys-create": 2, "doc-security": 1}',
    good: "doc-keys-rotate\ndoc-keys-create\ndoc-security",
    bad: "doc-pricing\ndoc-brand-colours\ndoc-security",
  },
  lead_scoring: {
    input:
      "Lead: Priya Raman, head of IT at Calder Logistics (800 employees). Downloaded the price list twice, asked for a demo in June, has a budget for this year. Still under contract with a competitor until September.",
    reference: "82",
    good: "Score: 80/100. Priya Raman is head of IT at Calder Logistics and can decide for 800 employees. She downloaded the price list twice, asked for a demo in June and has a budget for this year, which shows a real need. However, a contract with a competitor runs until September, so a purchase before that is unlikely. Next step: call her this week, agree on a date for the demo and ask when the contract has to be cancelled.",
    bad: "Score: 5. Probably a student without any money. Not interesting.",
  },
  website_analysis: {
    input:
      'Analyse teahouse-lind.example: page weight 5.4 MB, largest paint after 6.1 s, title tag "Home" on all 42 pages, no prices on the category pages, contact form with 11 fields, 68 % of visitors on mobile.',
    good: 'teahouse-lind.example loses visitors before they see a tea: the largest paint comes after 6.1 s, and 68 % of visitors are on mobile.\n\n1. First, compress the images and bring the page weight from 5.4 MB to under 1.5 MB, because speed costs the most sales.\n2. Show prices on the category pages, so that visitors can compare teas without opening each product.\n3. Replace the title tag "Home" on all 42 pages with the name of the tea and the shop, because search results show it.\n4. Shorten the contact form from 11 fields to 3: name, e-mail and message.\n\nMeasure the loading time again after the first step.',
    bad: "The website looks nice overall. It could be more modern and more engaging. Good luck!",
  },
};

export function exampleDraft(scorer: ScorerName, which: "good" | "bad"): Draft {
  const { good, bad, ...question } = EXAMPLES[scorer];
  return { ...EMPTY_DRAFT, ...question, output: { good, bad }[which] };
}
