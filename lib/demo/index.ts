export { demoJob } from "./demo-job";
export { DEMO_JOB, getDemo } from "./get-demo";
export { loadDemo } from "./load-demo";
export { removeDemo } from "./remove-demo";
