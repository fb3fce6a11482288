export { decideRoute, type RouteQuestion } from "./decide-route";
export { tokensOfCharacters } from "./estimate-tokens";
export { recommendModel } from "./recommend-model";
export { createRouteHistory, type RouteHistory } from "./route-history";
export { taskStateOf } from "./task-state";
