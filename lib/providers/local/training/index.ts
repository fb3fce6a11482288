export type { MeasuredModel } from "./measured-model";
export { trainInThread } from "./train-in-thread";
export type { SettingsSearch, TriedSetting } from "./search-settings";
