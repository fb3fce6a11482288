export { decideRoute } from "./decide-route";
export { tokensOfCharacters } from "./estimate-tokens";
export { recommendModel } from "./recommend-model";
export { createRouteHistory } from "./route-history";
export { taskStateOf } from "./task-state";
