export { createSessions } from "./create-sessions";
export { decideContinuity } from "./decide-continuity";
export { messageWords } from "./message-words";
export { purgeSessions } from "./purge-sessions";
export type { SessionState } from "./session-state";
export { deleteSession, getSession, listSessions } from "./sessions";
export { topicChange } from "./topic-change";
