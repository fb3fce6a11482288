export { getCalibration } from "./calibration/get-calibration";
export { deleteJudge, listJudgements, listJudges, putJudge } from "./judges";
export { purgeJudgements } from "./purge-judgements";
export {
  cancelJudging,
  JUDGING_JOB,
  judgingJob,
  listJudgings,
  liveJudging,
  startJudging,
} from "./sampling/judging-job";
export { askJudge } from "./verdict/ask-judge";
