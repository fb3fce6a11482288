export { feedbackColumns } from "./feedback-columns";
export { feedbackStatistics } from "./feedback-statistics";
export { giveFeedback } from "./give-feedback";
export { listKnownLabels } from "./known-labels";
export { listFeedback } from "./list-feedback";
export { readGiven } from "./read-given";
export { withdrawFeedback } from "./withdraw-feedback";
