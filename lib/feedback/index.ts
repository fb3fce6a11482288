export { balancedCount, type GiverClass } from "./cap-weights";
export { feedbackColumns } from "./feedback-columns";
export { feedbackStatistics } from "./feedback-statistics";
export { giveFeedback } from "./give-feedback";
export { listKnownLabels } from "./known-labels";
export { listFeedback } from "./list-feedback";
export { readGiven } from "./read-given";
export { markGathered, readUngathered } from "./read-ungathered";
export { withdrawFeedback } from "./withdraw-feedback";
