import type { ScorerName } from "@/lib/quality/schemas";

/** What a judge looks at. The weights of a kind of answer add up to 1. */
export type Criterion = { name: string; weight: number; asks: string };

const GENERAL: readonly Criterion[] = [
  { name: "correctness", weight: 0.5, asks: "Is everything that it says true, and does it follow from the question?" },
  { name: "completeness", weight: 0.3, asks: "Does it answer all that was asked, and nothing beside it?" },
  { name: "clarity", weight: 0.2, asks: "Can the person who asked understand it at first reading?" },
];

const OF_SCORER: Partial<Record<ScorerName, readonly Criterion[]>> = {
  email_writing: [
    { name: "purpose", weight: 0.5, asks: "Does the e-mail reach what it was asked for, with every fact given?" },
    { name: "tone", weight: 0.3, asks: "Does it fit its reader and the tone that was asked for?" },
    { name: "clarity", weight: 0.2, asks: "Are subject, order and request clear at first reading?" },
  ],
  code_generation: [
    { name: "correctness", weight: 0.6, asks: "Would the code do what was asked, also at the edges?" },
    { name: "completeness", weight: 0.2, asks: "Is all of it there, without gaps to fill in?" },
    { name: "readability", weight: 0.2, asks: "Are names, structure and size what a reviewer would wish?" },
  ],
  conversation_response: [
    { name: "helpfulness", weight: 0.4, asks: "Does it bring the customer nearer to what they need?" },
    { name: "correctness", weight: 0.3, asks: "Does it promise or state nothing that it cannot know?" },
    { name: "empathy", weight: 0.3, asks: "Does it take up how the writer feels, without set phrases?" },
  ],
  content_summarization: [
    { name: "faithfulness", weight: 0.5, asks: "Does every statement stand in the source?" },
    { name: "coverage", weight: 0.3, asks: "Is what matters most in the source there?" },
    { name: "brevity", weight: 0.2, asks: "Is it as short as it can be without losing that?" },
  ],
  data_extraction: [
    { name: "precision", weight: 0.5, asks: "Is every value that it gives in the source, in the right field?" },
    { name: "recall", weight: 0.5, asks: "Is every value there that the source holds and that was asked for?" },
  ],
  lead_scoring: [
    { name: "judgement", weight: 0.6, asks: "Does the score fit the facts about the contact?" },
    { name: "reasons", weight: 0.4, asks: "Do the reasons stand on those facts and lead to the score?" },
  ],
  website_analysis: [
    { name: "correctness", weight: 0.4, asks: "Do the findings hold for the page that was given?" },
    { name: "specificity", weight: 0.3, asks: "Does it name places and examples instead of general advice?" },
    { name: "usefulness", weight: 0.3, asks: "Could somebody act on the next steps, the most important first?" },
  ],
};

/** What judges of this kind of answer look at. */
export const rubricOf = (scorer: ScorerName): readonly Criterion[] => OF_SCORER[scorer] ?? GENERAL;
