-- Sums per minute, hour and day, and what changed since they were last brought up to date

DROP TABLE "execution_rollups";
DROP FUNCTION "histogram_add";

-- Room for new versions of rows beside the old ones: the rows of this hour and this day change all the time.
CREATE TABLE "execution_rollups" (
  "organization_id" UUID NOT NULL,
  "unit" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "label" TEXT NOT NULL,
  "task_slug" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "model_slug" TEXT NOT NULL,
  "provider_slug" TEXT NOT NULL,
  "model_version" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "error_code" TEXT NOT NULL,
  "count" DOUBLE PRECISION NOT NULL,
  "unpriced_count" DOUBLE PRECISION NOT NULL,
  "estimated_count" DOUBLE PRECISION NOT NULL,
  "cost_usd" DOUBLE PRECISION NOT NULL,
  "input_tokens" DOUBLE PRECISION NOT NULL,
  "cache_read_tokens" DOUBLE PRECISION NOT NULL,
  "cache_write_tokens" DOUBLE PRECISION NOT NULL,
  "output_tokens" DOUBLE PRECISION NOT NULL,
  "reasoning_tokens" DOUBLE PRECISION NOT NULL,
  "latency_count" DOUBLE PRECISION NOT NULL,
  "latency_ms_sum" DOUBLE PRECISION NOT NULL,
  "first_token_count" DOUBLE PRECISION NOT NULL,
  "first_token_ms_sum" DOUBLE PRECISION NOT NULL,
  "overhead_count" DOUBLE PRECISION NOT NULL,
  "overhead_ms_sum" DOUBLE PRECISION NOT NULL,
  "quality_count" DOUBLE PRECISION NOT NULL,
  "quality_sum" DOUBLE PRECISION NOT NULL,
  "quality_square_sum" DOUBLE PRECISION NOT NULL,
  "confidence_count" DOUBLE PRECISION NOT NULL,
  "confidence_sum" DOUBLE PRECISION NOT NULL,
  "latency_histogram" BYTEA NOT NULL,
  CONSTRAINT "execution_rollups_pkey" PRIMARY KEY ("organization_id","unit","at","label","task_slug","model_slug","source","status","error_code","provider_slug","category","model_version")
) WITH (fillfactor = 80);

-- Rows live for seconds, so the space of dead ones is taken back early.
CREATE TABLE "execution_deltas" (
  "organization_id" UUID NOT NULL,
  "id" BIGSERIAL NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "label" TEXT NOT NULL,
  "task_slug" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "model_slug" TEXT NOT NULL,
  "provider_slug" TEXT NOT NULL,
  "model_version" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "error_code" TEXT NOT NULL,
  "count" DOUBLE PRECISION NOT NULL,
  "unpriced_count" DOUBLE PRECISION NOT NULL,
  "estimated_count" DOUBLE PRECISION NOT NULL,
  "cost_usd" DOUBLE PRECISION NOT NULL,
  "input_tokens" DOUBLE PRECISION NOT NULL,
  "cache_read_tokens" DOUBLE PRECISION NOT NULL,
  "cache_write_tokens" DOUBLE PRECISION NOT NULL,
  "output_tokens" DOUBLE PRECISION NOT NULL,
  "reasoning_tokens" DOUBLE PRECISION NOT NULL,
  "latency_count" DOUBLE PRECISION NOT NULL,
  "latency_ms_sum" DOUBLE PRECISION NOT NULL,
  "first_token_count" DOUBLE PRECISION NOT NULL,
  "first_token_ms_sum" DOUBLE PRECISION NOT NULL,
  "overhead_count" DOUBLE PRECISION NOT NULL,
  "overhead_ms_sum" DOUBLE PRECISION NOT NULL,
  "quality_count" DOUBLE PRECISION NOT NULL,
  "quality_sum" DOUBLE PRECISION NOT NULL,
  "quality_square_sum" DOUBLE PRECISION NOT NULL,
  "confidence_count" DOUBLE PRECISION NOT NULL,
  "confidence_sum" DOUBLE PRECISION NOT NULL,
  "latency_histogram" BYTEA NOT NULL,
  CONSTRAINT "execution_deltas_pkey" PRIMARY KEY ("organization_id","id")
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- One entry for each bucket of a histogram (lib/executions/latency-histogram.ts) that has grown long; more than one
-- only for counts beyond 20 bits. Short ones stay as they are: readers add up.
CREATE FUNCTION "compact_histogram"(histogram BYTEA) RETURNS BYTEA LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN length(histogram) <= 256 THEN histogram ELSE coalesce((
    SELECT string_agg(int4send((bucket << 20) | (least(greatest(total - piece * 524287 * sign(total), -524287), 524287)::INT & 1048575)), ''::BYTEA)
    FROM (
      SELECT entry >> 20 AS bucket, sum((entry << 12) >> 12) AS total
      FROM generate_series(0, length(histogram) - 4, 4) AS start CROSS JOIN LATERAL (
        SELECT (get_byte(histogram, start) << 24) | (get_byte(histogram, start + 1) << 16)
          | (get_byte(histogram, start + 2) << 8) | get_byte(histogram, start + 3) AS entry
      ) AS entries
      GROUP BY 1
    ) AS totals CROSS JOIN LATERAL generate_series(0, (abs(total) - 1) / 524287) AS piece
    WHERE total <> 0
  ), ''::BYTEA) END
$$;

INSERT INTO execution_deltas (organization_id, at,
  label, task_slug, category, model_slug, provider_slug, model_version, source, status, error_code,
  count, unpriced_count, estimated_count, cost_usd, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
  latency_count, latency_ms_sum, first_token_count, first_token_ms_sum, overhead_count, overhead_ms_sum, quality_count, quality_sum, quality_square_sum, confidence_count, confidence_sum, latency_histogram)
  SELECT organization_id, date_trunc(CASE WHEN created_at < CURRENT_TIMESTAMP - INTERVAL '3 days' THEN 'hour' ELSE 'minute' END, created_at) AS at, labels.label,
    CASE WHEN labels.label = '' THEN task_slug ELSE '' END AS task_slug,
    CASE WHEN labels.label = '' THEN category ELSE '' END AS category,
    CASE WHEN labels.label = '' THEN coalesce(model_slug, '') ELSE '' END AS model_slug,
    CASE WHEN labels.label = '' THEN coalesce(provider_slug, '') ELSE '' END AS provider_slug,
    CASE WHEN labels.label = '' THEN coalesce(model_version_id::text, '') ELSE '' END AS model_version,
    source, status,
    CASE WHEN labels.label = '' THEN coalesce(error_code, '') ELSE '' END AS error_code,
    sum(1)::float8 AS count,
    sum((cost_usd IS NULL)::int)::float8 AS unpriced_count,
    sum(is_usage_estimated::int)::float8 AS estimated_count,
    sum(coalesce(cost_usd, 0))::float8 AS cost_usd,
    sum(coalesce(input_tokens, 0)::float8)::float8 AS input_tokens,
    sum(coalesce(cached_input_tokens, 0)::float8)::float8 AS cache_read_tokens,
    sum(coalesce(cache_write_tokens, 0)::float8)::float8 AS cache_write_tokens,
    sum(coalesce(output_tokens, 0)::float8)::float8 AS output_tokens,
    sum(coalesce(reasoning_tokens, 0)::float8)::float8 AS reasoning_tokens,
    sum((latency_ms IS NOT NULL)::int)::float8 AS latency_count,
    sum(coalesce(latency_ms, 0))::float8 AS latency_ms_sum,
    sum((time_to_first_token_ms IS NOT NULL)::int)::float8 AS first_token_count,
    sum(coalesce(time_to_first_token_ms, 0))::float8 AS first_token_ms_sum,
    sum((overhead_ms IS NOT NULL)::int)::float8 AS overhead_count,
    sum(coalesce(overhead_ms, 0))::float8 AS overhead_ms_sum,
    sum((quality IS NOT NULL)::int)::float8 AS quality_count,
    sum(coalesce(quality, 0))::float8 AS quality_sum,
    sum(coalesce(quality * quality, 0))::float8 AS quality_square_sum,
    sum((confidence IS NOT NULL)::int)::float8 AS confidence_count,
    sum(coalesce(confidence, 0))::float8 AS confidence_sum,
    coalesce(string_agg(CASE WHEN latency_ms IS NOT NULL THEN int4send(((ceil(ln(least(greatest(latency_ms, 0.01), 1e15)) / ln(1.04::float8))::int + 1024) << 20) | 1) END, ''::bytea), ''::bytea) AS latency_histogram
  FROM (SELECT * FROM executions WHERE status <> 'pending') AS settled CROSS JOIN LATERAL (
    SELECT '' AS label
    UNION ALL
    SELECT left(key, 60) || '=' || left(value, 200)
    FROM jsonb_each_text(CASE WHEN jsonb_typeof(tags) = 'object' THEN tags END) WHERE value IS NOT NULL
  ) AS labels
  GROUP BY organization_id, at, 3, 4, 5, 6, 7, 8, 9, 10, 11;
