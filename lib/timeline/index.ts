export { listTimeline } from "./list-timeline";
