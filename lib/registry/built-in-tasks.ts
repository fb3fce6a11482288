import { Configuration, type Category, type ConfigurationInput, type TaskKind } from "./task-schemas";

export type BuiltInTask = {
  slug: string;
  name: string;
  description: string;
  kind: TaskKind;
  category: Category;
  /** What differs from the defaults of its kind. */
  configuration: ConfigurationInput;
};

/** The tasks of every organization from the first start. */
export const BUILT_IN_TASKS: readonly BuiltInTask[] = [
  {
    slug: "website_analysis",
    name: "Website analysis",
    description: "Judges a website's content, structure and search visibility, with findings and next steps.",
    kind: "generation",
    category: "research",
    configuration: { parameters: { temperature: 0.3, maxOutputTokens: 4_000 } },
  },
  {
    slug: "email_writing",
    name: "E-mail writing",
    description: "Writes an e-mail for a given reader, purpose and tone.",
    kind: "generation",
    category: "language",
    configuration: { parameters: { temperature: 0.7, maxOutputTokens: 1_500 } },
  },
  {
    slug: "code_generation",
    name: "Code generation",
    description: "Writes or changes program code from a description.",
    kind: "generation",
    category: "coding",
    configuration: { strategy: "best_quality", parameters: { temperature: 0.2, maxOutputTokens: 8_000 } },
  },
  {
    slug: "conversation_response",
    name: "Conversation response",
    description: "Answers the next message of a conversation with a customer.",
    kind: "generation",
    category: "empathy",
    configuration: { parameters: { temperature: 0.7, maxOutputTokens: 1_500 } },
  },
  {
    slug: "lead_scoring",
    name: "Lead scoring",
    description: "Rates how likely a contact is to buy, with the reasons.",
    kind: "generation",
    category: "research",
    configuration: { parameters: { temperature: 0, maxOutputTokens: 1_500 } },
  },
  {
    slug: "content_summarization",
    name: "Content summarization",
    description: "Shortens a text to what matters, without adding to it.",
    kind: "generation",
    category: "language",
    configuration: { strategy: "best_cost", parameters: { temperature: 0.3, maxOutputTokens: 2_000 } },
  },
  {
    slug: "data_extraction",
    name: "Data extraction",
    description: "Reads named fields out of a text into JSON.",
    kind: "generation",
    category: "research",
    configuration: {
      strategy: "best_cost",
      parameters: { temperature: 0, maxOutputTokens: 4_000 },
      constraints: { requiredCapabilities: ["chat", "json_schema"] },
    },
  },
  {
    slug: "general_chat",
    name: "General chat",
    description: "Any question that belongs to no other task.",
    kind: "generation",
    category: "general",
    configuration: {},
  },
  {
    slug: "ticket_classification",
    name: "Ticket classification",
    description: "Sorts a support ticket into one of your categories.",
    kind: "classification",
    category: "language",
    configuration: {},
  },
  {
    slug: "ticket_sentiment",
    name: "Ticket sentiment",
    description: "Tells the mood of a support ticket's author.",
    kind: "classification",
    category: "empathy",
    configuration: {},
  },
  {
    slug: "ticket_suggestion",
    name: "Ticket suggestion",
    description: "Proposes an answer to a support ticket for a person to check.",
    kind: "generation",
    category: "empathy",
    configuration: { parameters: { temperature: 0.5, maxOutputTokens: 1_500 } },
  },
  {
    slug: "code_review",
    name: "Code review",
    description: "Finds defects and risks in a change of program code.",
    kind: "generation",
    category: "coding",
    configuration: { strategy: "best_quality", parameters: { temperature: 0.2, maxOutputTokens: 6_000 } },
  },
  {
    slug: "semantic_search",
    name: "Semantic search",
    description: "Finds the texts whose meaning is nearest to a query.",
    kind: "retrieval",
    category: "research",
    configuration: {},
  },
  {
    slug: "rfc_generation",
    name: "RFC generation",
    description: "Drafts a technical proposal: context, options, decision and its costs.",
    kind: "generation",
    category: "coding",
    configuration: { strategy: "best_quality", parameters: { temperature: 0.4, maxOutputTokens: 8_000 } },
  },
  {
    slug: "multimodal_search",
    name: "Multimodal search",
    description: "Finds texts and pictures that fit a query of text, a picture or both.",
    kind: "retrieval",
    category: "research",
    configuration: {},
  },
];

/** What reset returns to: the built-in task's own configuration, or that of the kind for a task that people added. */
export function defaultConfiguration(slug: string, kind: TaskKind): Configuration {
  const own = BUILT_IN_TASKS.find((task) => task.slug === slug)?.configuration;
  return Configuration.parse({ ...KIND_DEFAULTS[kind], ...own });
}

const KIND_DEFAULTS: Record<TaskKind, ConfigurationInput> = {
  generation: { strategy: "balanced", constraints: { requiredCapabilities: ["chat"] } },
  // A trained classifier or a chat model that is asked: either may serve.
  classification: { strategy: "best_quality" },
  retrieval: { strategy: "best_cost" },
};
