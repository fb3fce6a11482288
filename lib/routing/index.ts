export { decideCheaperRoute, isCheaperThanOthers } from "./decide-cheaper-route";
export { decideRoute, type RouteAnswer, type RouteQuestion } from "./decide-route";
export { tokensOfCharacters } from "./estimate-tokens";
export { recommendModel } from "./recommend-model";
export { createRouteHistory } from "./route-history";
export { taskStateOf } from "./task-state";
