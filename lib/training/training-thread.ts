/** The thread lives with the classifiers, so that it loads nothing of the rest of the product. */
export { trainInThread, type MeasuredModel as TrainedModel } from "@/lib/providers";
