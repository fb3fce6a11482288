-- What was looked up for an execution.
ALTER TABLE "executions" ADD COLUMN "retrieval" JSONB;

-- Searching tasks are also served by models that search, which give no embeddings: the built-in default no longer asks
-- for that. It was never a choice of the organization.
UPDATE "task_configurations"
SET "configuration" = jsonb_set("configuration", '{constraints}', ("configuration" -> 'constraints') - 'requiredCapabilities')
WHERE "version" = 1 AND "created_by" = 'AI Gym' AND "task_slug" IN ('semantic_search', 'multimodal_search')
  AND "configuration" #> '{constraints,requiredCapabilities}' = '["embeddings"]'::jsonb;
