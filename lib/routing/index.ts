export { decideCheaperRoute, isCheaperThanOthers } from "./decide-cheaper-route";
export { decideRoute, type RouteAnswer, type RouteQuestion } from "./decide-route";
export { tokensOfCharacters } from "./estimate-tokens";
export { orderCandidates } from "./order-candidates";
export { recommendModel, recommendNow } from "./recommend-model";
export { createRouteHistory } from "./route-history";
export { taskStateOf } from "./task-state";
export { describeRule, leadingAnswer, type AgreementRule } from "./learned/agreement-rule";
export { agreementRules } from "./learned/agreement-rules";
export { agreementStep } from "./learned/agreement-step";
export { comparableAnswer } from "./learned/comparable-answer";
export { finalAnswer } from "./learned/final-answer";
export { loadRoutingPolicy, type LoadedPolicy } from "./learned/load-routing-policy";
export { nextStep } from "./learned/next-step";
export { partRead } from "./learned/part-read";
export type { PolicyCall, PolicyRequest, PolicyStep, ScoredPrompt } from "./learned/types";
export { whatIf } from "./off-policy/what-if";
export { activateRoutingPolicy, deactivateRoutingPolicy } from "./policies/activate-policy";
export { createActivePolicies } from "./policies/create-active-policies";
export { learnRoutingPolicy, ROUTING_POLICY_JOB } from "./policies/learn-policy";
export { routingPolicyJob } from "./policies/policy-job";
export {
  cancelRoutingPolicy,
  getRoutingPolicy,
  listRoutingPolicies,
  routingPolicyEvents,
} from "./policies/routing-policies";
