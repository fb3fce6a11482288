import { route } from "@/lib/auth";
import { getCalibration } from "@/lib/judging";
import { CalibrationQuery } from "@/lib/judging/schemas";

/** How judges agree with people on answers that both have judged, per task: kappa, correlation and bias with intervals. */
export const GET = route({ query: CalibrationQuery, handle: ({ ctx, query }) => getCalibration(ctx, query) });
