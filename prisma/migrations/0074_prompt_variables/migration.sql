-- Values of the prompt's variables, so that another version can be looked at with what was really asked.
ALTER TABLE "executions" ADD COLUMN "prompt_variables" JSONB;
