-- Feedback knows an execution, and finds by it the experiments that counted it
CREATE INDEX "experiment_events_key_idx" ON "experiment_events" ("organization_id", "event_key");
