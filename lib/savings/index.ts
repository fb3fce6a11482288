export { assignArm, type AssignedArm } from "./assign-arm";
export { createHoldouts } from "./create-holdouts";
export { estimateSaving, type ArmSums } from "./estimate-saving";
export { closeHoldout, heldShareOf, openHoldout, updateHoldoutShare, widenHoldout } from "./holdouts";
export { exportSavings, listSavings } from "./list-savings";
export { savingsPosting } from "./post-savings";
